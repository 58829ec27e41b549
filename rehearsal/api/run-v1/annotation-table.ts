import type { Json } from "../../contract.ts";
import { unimplemented } from "../google-error.ts";
import type { JsonObject } from "../messages/read-message.ts";
import type { Violate } from "../run/violate.ts";
import type { AnnotationCodec } from "./annotation-codec.ts";

/** An annotation of v1 that is a field of v2. */
export interface FieldAnnotation {
  key: string;
  /** Where the field stands in v2, such as `["containers", 0, "resources", "cpuIdle"]`. */
  path: readonly (string | number)[];
  codec: AnnotationCodec;
  /** What the field is where the annotation is left out; unset otherwise. */
  whenAbsent?: Json;
}

/** The annotations of one kind of resource. */
export interface AnnotationTable {
  fields: readonly FieldAnnotation[];
  /** Written by the server; what a caller gives there is ignored, as it comes from an earlier answer. */
  outputOnly: ReadonlySet<string>;
}

/** Google's own namespaces: what stands there is a setting, not a caller's note. */
const RESERVED = /^([a-z-]+\.)*(googleapis\.com|knative\.dev)\//;

/** Annotations of Cloud Run that the rehearsal could not act on. */
const NOT_EMULATED =
  /^run\.googleapis\.com\/(binary-authorization|build-|container-dependencies|base-images|iap-enabled|threat-detection|mesh|regions|encryption-key-shutdown-hours|post-key-revocation-action-type|gpu-|identity|overflow-scaling|sources|enable-)/;

/** A v2 message's fields as v1 annotations. */
export function writeAnnotations({ fields }: AnnotationTable, message: object): Record<string, string> {
  const written = fields.map(({ key, path, codec }) => [
    key,
    codec.write(valueAt(message as JsonObject, path)),
  ]);
  return Object.fromEntries(written.filter(([, text]) => text !== undefined));
}

/**
 * Sets the fields that v1 annotations stand for in a v2 message, and returns the annotations that are the caller's own.
 * Throws UNIMPLEMENTED for settings that the rehearsal does not emulate; unknown ones and wrong values are violations.
 */
export function readAnnotations(
  { fields, outputOnly }: AnnotationTable,
  annotations: Record<string, string>,
  message: object,
  violate: Violate,
  at: string,
): Record<string, string> {
  for (const { key, path, codec, whenAbsent } of fields) {
    const text = annotations[key];
    const value = text === undefined ? whenAbsent : codec.read(text);
    if (text !== undefined && value === undefined) {
      violate(at, `Invalid value '${text}' for annotation ${key}: it must be ${codec.expected}.`);
    } else if (value) setAt(message as JsonObject, path, value);
  }
  const known = new Set(fields.map(({ key }) => key));
  const others = Object.entries(annotations).filter(([key]) => !known.has(key) && !outputOnly.has(key));
  for (const [key] of others.filter(([key]) => RESERVED.test(key))) {
    if (NOT_EMULATED.test(key)) throw unimplemented(`the annotation ${key}`);
    violate(at, `The annotation ${key} is not supported on this resource.`);
  }
  return Object.fromEntries(others);
}

function valueAt(message: JsonObject, path: FieldAnnotation["path"]): Json | undefined {
  let value: Json | undefined = message;
  for (const step of path) value = (value as JsonObject | undefined)?.[step];
  return value;
}

function setAt(message: JsonObject, path: FieldAnnotation["path"], value: Json): void {
  let parent = message;
  for (const step of path.slice(0, -1)) {
    parent[step] ??= {};
    parent = parent[step] as JsonObject;
  }
  parent[path.at(-1) ?? ""] = value;
}
