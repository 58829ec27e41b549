import type { DescMessage } from "@bufbuild/protobuf";
import type { Json } from "../../contract.ts";
import type { JsonObject } from "./read-message.ts";

/**
 * Sets the field at a dotted path (`service.name`, `options.requestedPolicyVersion`; proto or JSON names), making the
 * messages on the way. A field that a repeated query parameter names takes all its values. False when there is no such field.
 */
export function bindField(desc: DescMessage, target: JsonObject, path: string, values: string[]): boolean {
  const [head = "", ...rest] = path.split(".");
  const field = desc.fields.find(({ name, jsonName }) => name === head || jsonName === head);
  if (!field) return false;
  if (rest.length === 0) {
    target[field.jsonName] = field.fieldKind === "list" ? values : (values.at(-1) ?? "");
    return true;
  }
  if (field.fieldKind !== "message") return false;
  const inner = asObject(target[field.jsonName] ?? target[field.name]);
  delete target[field.name];
  target[field.jsonName] = inner;
  return bindField(field.message, inner, rest.join("."), values);
}

function asObject(json: Json | undefined): JsonObject {
  return json !== null && typeof json === "object" && !Array.isArray(json) ? json : {};
}
