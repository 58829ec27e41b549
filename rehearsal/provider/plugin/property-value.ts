import structs from "google-protobuf/google/protobuf/struct_pb.js";

/** A resource property as the engine sends it, secrets unwrapped; a value not known yet is {@link UNKNOWN}. */
export type PropertyValue =
  | null
  | boolean
  | number
  | string
  | PropertyValue[]
  | { [name: string]: PropertyValue | undefined };

export type PropertyMap = { [name: string]: PropertyValue | undefined };

/** How Pulumi's wire protocol writes a value that is not known during preview. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT_SIGNATURE = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

export function isUnknown(value: unknown): boolean {
  return value === UNKNOWN;
}

/** Whether the value is, or holds anywhere, a value that is not known yet. */
export function containsUnknown(value: PropertyValue | undefined): boolean {
  if (Array.isArray(value)) return value.some(containsUnknown);
  if (isMap(value)) return Object.values(value).some(containsUnknown);
  return isUnknown(value);
}

/** Marks a value so that the engine encrypts it in the state and never prints it. */
export function secret(value: PropertyValue): PropertyMap {
  return { [SIGNATURE_KEY]: SECRET_SIGNATURE, value };
}

export function isMap(value: unknown): value is PropertyMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads the engine's message; nulls are left out of maps, as the real plugins do. */
export function decodeProperties(struct: structs.Struct | undefined): PropertyMap {
  return (decode((struct?.toJavaScript() ?? {}) as PropertyMap) ?? {}) as PropertyMap;
}

export function encodeProperties(properties: PropertyMap): structs.Struct {
  return structs.Struct.fromJavaScript(withoutUndefined(properties) as Record<string, never>);
}

function decode(value: PropertyValue): PropertyValue {
  if (Array.isArray(value)) return value.map((element) => decode(element));
  if (!isMap(value)) return value;
  if (value[SIGNATURE_KEY] === SECRET_SIGNATURE) return decode(value.value ?? null);
  if (value[SIGNATURE_KEY] === OUTPUT_SIGNATURE) {
    return value.value === undefined ? UNKNOWN : decode(value.value);
  }
  const decoded: PropertyMap = {};
  for (const [name, entry] of Object.entries(value)) {
    if (entry !== null && entry !== undefined) decoded[name] = decode(entry);
  }
  return decoded;
}

function withoutUndefined(value: PropertyValue): PropertyValue {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (!isMap(value)) return value;
  const kept: PropertyMap = {};
  for (const [name, entry] of Object.entries(value)) {
    if (entry !== undefined) kept[name] = withoutUndefined(entry);
  }
  return kept;
}
