import type { RevisionTemplate, Volume } from "../../contract.ts";
import { unimplemented } from "../google-error.ts";
import type { Violate } from "./violate.ts";

const LONGEST_REVISION_NAME = 63;
const MOST_INSTANCES = 1000;

/** Checks what a template says beside its containers. Throws 501 for what the rehearsal cannot run. */
export function templateViolations(template: RevisionTemplate, serviceId: string, violate: Violate): void {
  const { containers = [], volumes = [], scaling = {} } = template;
  if (containers.length === 0) violate("template.containers", "Required field containers is not set.");
  if (containers.length > 1) throw unimplemented("services of several containers (sidecars)");
  revisionNameViolations(template.revision, serviceId, violate);
  timeoutViolations(template.timeout, violate);
  concurrencyViolations(template.maxInstanceRequestConcurrency ?? 0, violate);
  const { minInstanceCount: min = 0, maxInstanceCount: max = 0 } = scaling;
  if (min < 0 || max < 1 || max > MOST_INSTANCES) {
    violate(
      "template.scaling",
      `Instance counts must be between 0 and ${MOST_INSTANCES}, max_instance_count at least 1.`,
    );
  }
  if (min > max)
    violate("template.scaling", "min_instance_count must not be greater than max_instance_count.");
  for (const [index, volume] of volumes.entries())
    volumeViolations(volume, `template.volumes[${index}]`, violate);
  mountViolations(template, violate);
}

/** https://cloud.google.com/run/docs/managing/revisions */
function revisionNameViolations(revision: string | undefined, serviceId: string, violate: Violate): void {
  if (revision === undefined) return;
  if (!revision.startsWith(`${serviceId}-`)) {
    violate(
      "template.revision",
      `Revision name '${revision}' must be prefixed by the name of the enclosing Service '${serviceId}' with a trailing '-'.`,
    );
  }
  if (!/^[a-z]([a-z0-9-]*[a-z0-9])?$/.test(revision) || revision.length > LONGEST_REVISION_NAME) {
    violate(
      "template.revision",
      `Revision name '${revision}' must use only lowercase alphanumeric characters and dashes, cannot begin or end with a dash, and cannot be longer than ${LONGEST_REVISION_NAME} characters.`,
    );
  }
}

/** At most 60 minutes: https://cloud.google.com/run/docs/configuring/request-timeout */
function timeoutViolations(timeout: string | undefined, violate: Violate): void {
  const seconds = Number.parseFloat(timeout ?? "");
  if (!(seconds > 0 && seconds <= 3600)) violate("template.timeout", "Timeout must be between 0s and 3600s.");
}

/** 1 to 1000: https://cloud.google.com/run/docs/about-concurrency */
function concurrencyViolations(concurrency: number, violate: Violate): void {
  if (concurrency >= 1 && concurrency <= 1000) return;
  violate(
    "template.max_instance_request_concurrency",
    "The maximum number of concurrent requests must be between 1 and 1000.",
  );
}

function volumeViolations(volume: Volume, at: string, violate: Violate): void {
  if ("gcs" in volume || "nfs" in volume) throw unimplemented("volumes of Cloud Storage or NFS");
  for (const [index, instance] of (volume.cloudSqlInstance?.instances ?? []).entries()) {
    if (/^[a-z][a-z0-9-]*(\.[a-z]+:[a-z0-9-]+)?:[a-z0-9-]+:[a-z][a-z0-9-]*$/.test(instance)) continue;
    violate(
      `${at}.cloud_sql_instance.instances[${index}]`,
      `'${instance}' is not a valid Cloud SQL instance. Format: {project}:{location}:{instance}`,
    );
  }
  if (!volume.name) violate(`${at}.name`, "Required field name is not set.");
}

/** A Cloud SQL volume can only be at /cloudsql: https://cloud.google.com/run/docs/reference/rest/v2/Container#volumemount */
function mountViolations({ containers = [], volumes = [] }: RevisionTemplate, violate: Violate): void {
  const names = volumes.map(({ name }) => name);
  const repeated = names.filter((name, index) => names.indexOf(name) !== index);
  for (const name of new Set(repeated)) {
    violate("template.volumes", `Volume '${name}' is declared more than once.`);
  }
  for (const [container, { volumeMounts = [] }] of containers.entries()) {
    for (const [index, { name, mountPath }] of volumeMounts.entries()) {
      const at = `template.containers[${container}].volume_mounts[${index}]`;
      const volume = volumes.find((candidate) => candidate.name === name);
      if (!volume) violate(`${at}.name`, `Volume mount '${name}' does not match any volume.`);
      else if (volume.cloudSqlInstance && mountPath !== "/cloudsql") {
        violate(`${at}.mount_path`, "A Cloud SQL volume must be mounted at /cloudsql.");
      } else if (!mountPath?.startsWith("/"))
        violate(`${at}.mount_path`, "mount_path must be an absolute path.");
    }
  }
}
