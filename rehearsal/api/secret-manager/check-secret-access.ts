import type { RevisionTemplate } from "../../contract.ts";
import type { Cloud } from "../cloud.ts";
import { failedPrecondition } from "../google-error.ts";
import { grants, readPolicy } from "../iam/iam-policy.ts";
import { shortName } from "../resource-name.ts";

/** Roles with secretmanager.versions.access: https://cloud.google.com/secret-manager/docs/access-control */
const ACCESSOR_ROLES = new Set([
  "roles/secretmanager.secretAccessor",
  "roles/secretmanager.admin",
  "roles/owner",
]);

interface SecretUse {
  /** Where the template names the secret, as Cloud Run spells it. */
  at: string;
  secret: string;
  version: string;
}

/**
 * Throws FAILED_PRECONDITION unless every secret of the template is there and readable by the revision's service account.
 * Cloud Run makes this check while it deploys the revision; the rehearsal refuses at once, in the same words:
 * https://cloud.google.com/run/docs/configuring/services/secrets#required_roles
 */
export function checkSecretAccess(cloud: Cloud, template: RevisionTemplate, serviceId: string): void {
  const account = template.serviceAccount ?? "";
  const faults = secretsOf(template).flatMap((use) => {
    const fault = faultOf(cloud, use, account);
    return fault === undefined ? [] : [`${use.at}: ${fault}`];
  });
  if (faults.length === 0) return;
  const revision = template.revision ?? serviceId;
  throw failedPrecondition(
    `Revision '${revision}' is not ready and cannot serve traffic. ${faults.join("\n")}`,
  );
}

function secretsOf({ containers = [], volumes = [] }: RevisionTemplate): SecretUse[] {
  const variables = containers.flatMap(({ env = [] }, container) =>
    env.flatMap(({ valueSource }, index) => {
      const at = `spec.template.spec.containers[${container}].env[${index}].value_from.secret_key_ref.name`;
      const reference = valueSource?.secretKeyRef;
      return reference ? [{ at, secret: reference.secret, version: reference.version || "latest" }] : [];
    }),
  );
  const files = volumes.flatMap(({ secret }, index) => {
    const at = `spec.template.spec.volumes[${index}].secret.secretName`;
    const versions = secret?.items?.map(({ version }) => version || "latest") ?? ["latest"];
    return secret ? versions.map((version) => ({ at, secret: secret.secret, version })) : [];
  });
  return [...variables, ...files];
}

function faultOf(
  { store, project, projectNumber, secrets }: Cloud,
  use: SecretUse,
  account: string,
): string | undefined {
  const name = `projects/${project}/secrets/${shortName(use.secret)}`;
  const shown = `projects/${projectNumber}/secrets/${shortName(use.secret)}/versions/${use.version}`;
  const member = [`serviceAccount:${account}`];
  const allowed = [name, `projects/${project}`].some((on) =>
    grants(readPolicy(store, on), ACCESSOR_ROLES, member),
  );
  if (!allowed) {
    return (
      `Permission denied on secret: ${shown} for Revision service account ${account}. The service account used must be ` +
      "granted the 'Secret Manager Secret Accessor' role (roles/secretmanager.secretAccessor) at the secret, project or higher level."
    );
  }
  try {
    const { version } = secrets.find(name, use.version);
    return version.state === "ENABLED" ? undefined : `Secret ${shown} is in ${version.state} state`;
  } catch {
    return `Secret ${shown} was not found`;
  }
}
