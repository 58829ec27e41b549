import type { RevisionTemplate } from "../../contract.ts";
import type { Violate } from "../run/violate.ts";
import { readAnnotations, writeAnnotations } from "./annotation-table.ts";
import { cloudSqlInstances, withCloudSql, withoutCloudSql } from "./cloud-sql-volume.ts";
import { containerFromV1, containerToV1 } from "./convert-container.ts";
import { volumeFromV1, volumeToV1 } from "./convert-volume.ts";
import { defined } from "./defined.ts";
import { callersLabels, filled } from "./object-meta.ts";
import { SecretAliases } from "./secret-aliases.ts";
import { CLOUD_SQL_INSTANCES, SECRETS, TEMPLATE_ANNOTATIONS } from "./template-annotations.ts";
import { refuseUnsupported } from "./unsupported.ts";
import type { V1RevisionSpec, V1Template } from "./v1-types.ts";

/** https://cloud.google.com/run/docs/reference/rest/v1/RevisionTemplate */
export function templateToV1(template: RevisionTemplate): V1Template {
  const secrets = new SecretAliases();
  const rest = withoutCloudSql(template);
  const timeoutSeconds = template.timeout === undefined ? undefined : Number.parseFloat(template.timeout);
  const spec: V1RevisionSpec = defined({
    containerConcurrency: template.maxInstanceRequestConcurrency,
    timeoutSeconds: timeoutSeconds && Math.ceil(timeoutSeconds),
    serviceAccountName: template.serviceAccount,
    containers: rest.containers?.map((container) => containerToV1(container, secrets)),
    volumes: rest.volumes?.map((volume) => volumeToV1(volume, secrets)),
  });
  const annotations = defined({
    ...template.annotations,
    ...writeAnnotations(TEMPLATE_ANNOTATIONS, template),
    [CLOUD_SQL_INSTANCES]: cloudSqlInstances(template),
    [SECRETS]: secrets.annotation,
  }) as Record<string, string>;
  const metadata = defined({ name: template.revision, labels: template.labels, ...filled({ annotations }) });
  return { metadata, spec };
}

/** The template as v2 has it, before defaults. */
export function templateFromV1({ metadata = {}, spec = {} }: V1Template, violate: Violate): RevisionTemplate {
  const at = "service.spec.template";
  const { annotations = {} } = metadata;
  const secrets = new SecretAliases(annotations[SECRETS]);
  refuseUnsupported(spec, UNSUPPORTED, `${at}.spec`, violate);
  const template: RevisionTemplate = defined({
    revision: metadata.name,
    timeout: spec.timeoutSeconds === undefined ? undefined : `${spec.timeoutSeconds}s`,
    maxInstanceRequestConcurrency: spec.containerConcurrency,
    serviceAccount: spec.serviceAccountName,
    containers: (spec.containers ?? []).map((container, index) =>
      containerFromV1(container, secrets, `${at}.spec.containers[${index}]`, violate),
    ),
    volumes: spec.volumes?.map((volume, index) =>
      volumeFromV1(volume, secrets, `${at}.spec.volumes[${index}]`, violate),
    ),
    ...callersLabels(metadata.labels),
  });
  const own = readAnnotations(
    TEMPLATE_ANNOTATIONS,
    annotations,
    template,
    violate,
    `${at}.metadata.annotations`,
  );
  return { ...withCloudSql(template, annotations[CLOUD_SQL_INSTANCES]), ...filled({ annotations: own }) };
}

const UNSUPPORTED = ["imagePullSecrets", "enableServiceLinks", "runtimeClassName", "nodeSelector"] as const;
