import { createHash } from "node:crypto";
import { canonicalJson } from "./canonical-json.ts";

/** Names of revisions are DNS labels: https://cloud.google.com/run/docs/managing/revisions */
const MAX_LENGTH = 63;
const HASH_LENGTH = 10;

/**
 * The name of the revision that a template makes: `<service>-<hash>`. The same template gives the same name, wherever and
 * whenever; any other template gives another. The order of keys does not count, that of lists does.
 *
 * @param template the whole resolved template, image digest included, without the revision name itself.
 * @throws when the service's name leaves no room for the hash; settings refuse such names before.
 */
export function revisionName(serviceName: string, template: unknown): string {
  const hash = createHash("sha256").update(canonicalJson(template)).digest("hex").slice(0, HASH_LENGTH);
  const name = `${serviceName}-${hash}`;
  if (name.length > MAX_LENGTH)
    throw new RangeError(`revision name ${name} is over ${MAX_LENGTH} characters`);
  return name;
}
