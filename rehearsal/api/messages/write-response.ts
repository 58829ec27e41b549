import { type DescMessage, type FileRegistry, fromJson, toJson } from "@bufbuild/protobuf";
import type { Json } from "../../contract.ts";
import { partialResponse } from "./partial-response.ts";
import type { SystemParameters } from "./system-parameters.ts";

/**
 * A handler's answer as the body of a response: strictly of the method's output type (anything else is a bug and throws),
 * without fields at their default, as proto3's JSON mapping writes it.
 */
export function writeResponse(
  registry: FileRegistry,
  desc: DescMessage,
  answer: object,
  { fields, prettyPrint, enumsAsIntegers }: SystemParameters,
): string {
  const message = fromJson(desc, answer as Json, { registry });
  const json = toJson(desc, message, { registry, enumAsInteger: enumsAsIntegers }) as Json;
  return jsonText(fields === undefined ? json : partialResponse(json, fields), prettyPrint);
}

/** JSON as Google writes it: indented by two unless `prettyPrint` is false. */
export function jsonText(json: Json, prettyPrint: boolean): string {
  return prettyPrint ? `${JSON.stringify(json, null, 2)}\n` : JSON.stringify(json);
}
