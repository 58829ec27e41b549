import type { Json } from "../../contract.ts";
import { invalidArgument, unimplemented } from "../google-error.ts";
import type { JsonObject } from "./read-message.ts";

/**
 * Applies an update as https://google.aip.dev/134 says: with a mask the named fields are taken over (or cleared, where the
 * update lacks them). That its paths lead to fields was checked when the request was read; throws INVALID_ARGUMENT for one through
 * something that is no message, UNIMPLEMENTED for the `*` that a caller does not take for everything itself.
 */
export function applyUpdateMask<T extends object>(current: T, update: Partial<T>, mask: string): T {
  if (mask === "*") throw unimplemented("the update mask '*' of this method");
  const result = structuredClone(current) as JsonObject;
  for (const path of mask.split(",").filter((path) => path !== ""))
    copyField(result, update as JsonObject, path.split("."), path);
  return result as T;
}

function copyField(target: JsonObject, source: Json | undefined, path: string[], whole: string): void {
  const [head = "", ...rest] = path;
  const from = isMessage(source) ? source[head] : undefined;
  if (rest.length === 0) {
    if (from === undefined) delete target[head];
    else target[head] = from;
    return;
  }
  const inner = target[head] ?? {};
  if (!isMessage(inner)) {
    throw invalidArgument([{ field: "update_mask", description: `Invalid update mask path '${whole}'.` }]);
  }
  target[head] = inner;
  copyField(inner, from, rest, whole);
}

function isMessage(json: Json | undefined): json is JsonObject {
  return json !== null && typeof json === "object" && !Array.isArray(json);
}
