import { isDeepStrictEqual } from "node:util";
import type { RevisionDocument, ServiceDocument } from "../../contract.ts";
import { hasConfiguration } from "../../revisions/revision-document.ts";
import type { Cloud } from "../cloud.ts";
import { alreadyExists, invalidArgument } from "../google-error.ts";
import { checkServiceAccount } from "../iam/check-service-account.ts";
import { shortName } from "../resource-name.ts";
import { checkSecretAccess } from "../secret-manager/check-secret-access.ts";
import { type ServiceInput, withServiceDefaults } from "./service-defaults.ts";
import { serviceViolations } from "./validate-service.ts";

/**
 * The service as Cloud Run will keep it: defaults filled in, everything checked before anything is stored. Throws
 * INVALID_ARGUMENT with all that is wrong, ALREADY_EXISTS when the named revision has another configuration,
 * PERMISSION_DENIED for an unknown service account, FAILED_PRECONDITION for secrets that it may not read. The last three
 * concern new revisions only: a change of traffic or labels makes none, so that a rollback is never held up by them.
 */
export function admitService(
  cloud: Cloud,
  name: string,
  input: ServiceInput,
  current?: ServiceDocument,
): ServiceInput {
  const defaultServiceAccount = `${cloud.projectNumber}-compute@developer.gserviceaccount.com`;
  const template = { ...input.template, ...shortRevision(input.template.revision) };
  const service = withServiceDefaults({ ...input, template }, defaultServiceAccount);
  const violations = serviceViolations(service, shortName(name));
  if (violations.length > 0) throw invalidArgument(violations);
  if (isDeepStrictEqual(current?.template, service.template)) return service;
  checkRevisionName(cloud, name, service);
  checkServiceAccount(cloud, service.template.serviceAccount ?? defaultServiceAccount);
  checkSecretAccess(cloud, service.template, shortName(name));
  return service;
}

function shortRevision(revision: string | undefined): { revision?: string } {
  return revision === undefined ? {} : { revision: shortName(revision) };
}

/** A revision is immutable: its name stands for one configuration. https://cloud.google.com/run/docs/managing/revisions */
function checkRevisionName({ store }: Cloud, name: string, { template }: ServiceInput): void {
  if (template.revision === undefined) return;
  const existing = store.get<RevisionDocument>("revisions", `${name}/revisions/${template.revision}`);
  if (existing && !hasConfiguration(existing, template)) {
    throw alreadyExists(`Revision named '${template.revision}' with different configuration already exists.`);
  }
}
