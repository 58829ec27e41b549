import { aborted } from "../google-error.ts";
import { shortName } from "../resource-name.ts";

/**
 * Throws ABORTED when the caller gives an etag that is not the resource's own:
 * https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services (`etag`).
 */
export function checkEtag({ name, etag }: { name: string; etag: string }, given: string | undefined): void {
  if (given === undefined || given === etag) return;
  throw aborted(
    `Conflict for resource '${shortName(name)}': version '${given}' was specified but current version is '${etag}'.`,
  );
}
