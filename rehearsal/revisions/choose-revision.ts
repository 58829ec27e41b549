import { ApiError, type RevisionDocument, type ServiceDocument } from "../contract.ts";
import { shortName } from "./resource-name.ts";
import { generatedRevisionId, hasConfiguration, newRevision } from "./revision-document.ts";

/**
 * The revision that the service's template asks for: one that exists with this configuration, otherwise a new one. A
 * name in the template decides; without one the latest created revision stays as long as the template is the same.
 * Throws ApiError ALREADY_EXISTS where the named revision has another configuration.
 */
export function chooseRevision(
  service: ServiceDocument,
  existing: RevisionDocument[],
  now: string,
): { revision: RevisionDocument; isNew: boolean } {
  const wanted = service.template.revision && shortName(service.template.revision);
  const current = wanted ?? (service.latestCreatedRevision && shortName(service.latestCreatedRevision));
  const found = existing.find((revision) => shortName(revision.name) === current);
  if (found && hasConfiguration(found, service.template)) return { revision: found, isNew: false };
  if (found && wanted) {
    throw new ApiError(
      409,
      "ALREADY_EXISTS",
      `Revision named '${wanted}' with different configuration already exists.`,
    );
  }
  const id = wanted ?? generatedRevisionId(service, nextOrdinal(service, existing));
  return { revision: newRevision(service, id, now), isNew: true };
}

function nextOrdinal(service: ServiceDocument, existing: RevisionDocument[]): number {
  const prefix = `${shortName(service.name)}-`;
  const taken = existing.map(({ name }) => {
    const [, digits] = /^(\d{5})-/.exec(shortName(name).slice(prefix.length)) ?? [];
    return Number(digits ?? 0);
  });
  return Math.max(0, ...taken) + 1;
}
