import { UNKNOWN } from "../resource/property.ts";

/** Marks of the engine for values that a preview does not know, by their type. */
const UNKNOWN_MARKS: ReadonlySet<unknown> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** The key that marks a map as something else than a map, and its value for a secret. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

interface WireSecret {
  [SIGNATURE]: typeof SECRET;
  value: unknown;
}

type WireMap = Record<string | number, unknown>;

export type Properties = Record<string, unknown>;

/**
 * Properties as rules read them, of properties as the engine sends them: secrets unpacked, unknown values as `UNKNOWN`. Files and
 * archives stay the maps that they are sent as; no rule looks into one.
 *
 * @see https://github.com/pulumi/pulumi/blob/v3.256.0/sdk/nodejs/runtime/rpc.ts
 */
export function readableProperties(wire: object): Properties {
  return readableValue(wire) as Properties;
}

function readableValue(wire: unknown): unknown {
  if (Array.isArray(wire)) return wire.map(readableValue);
  if (typeof wire !== "object" || wire === null) return UNKNOWN_MARKS.has(wire) ? UNKNOWN : wire;
  if (isSecret(wire)) return readableValue(wire.value);
  return Object.fromEntries(Object.entries(wire).map(([key, value]) => [key, readableValue(value)]));
}

/** Sets a property in place, in what the engine sent; what was secret stays secret. */
export function setWireProperty(wire: object, keys: readonly (string | number)[], value: unknown): void {
  const last = keys.at(-1);
  if (last === undefined) throw new RangeError("a patch needs the keys that lead to its property");
  const parent = keys.slice(0, -1).reduce<WireMap>((at, key) => {
    at[key] ??= {};
    return inside(at[key] as object);
  }, inside(wire));
  const former = parent[last];
  if (isSecret(former)) former.value = value;
  else parent[last] = value;
}

function inside(wire: object): WireMap {
  return isSecret(wire) ? inside(wire.value as object) : (wire as WireMap);
}

function isSecret(wire: unknown): wire is WireSecret {
  return typeof wire === "object" && wire !== null && (wire as Partial<WireSecret>)[SIGNATURE] === SECRET;
}
