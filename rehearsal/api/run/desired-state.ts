import { isDeepStrictEqual } from "node:util";
import type { ServiceDocument } from "../../contract.ts";

/** What does not count as a change of the desired state: it leaves the generation alone. */
const METADATA = new Set(["name", "labels", "annotations", "client", "clientVersion", "description", "etag"]);

/** Whether an update changes what is to run or be routed. */
export function changesDesiredState(
  current: Partial<ServiceDocument>,
  next: Partial<ServiceDocument>,
): boolean {
  const keys = new Set([...Object.keys(current), ...Object.keys(next)]) as Set<keyof ServiceDocument>;
  return [...keys].some((key) => !METADATA.has(key) && !isDeepStrictEqual(current[key], next[key]));
}
