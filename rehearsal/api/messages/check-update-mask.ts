import type { DescField, DescMessage } from "@bufbuild/protobuf";
import type { FieldViolation } from "../google-error.ts";
import type { JsonObject } from "./read-message.ts";

const MASK = "update_mask";

/**
 * The paths of a request's update mask that lead to no field of the message that it updates, by names of either spelling. A map's keys
 * are the caller's; below a list or a scalar there is nothing to name: https://google.aip.dev/161
 */
export function unknownMaskPaths(desc: DescMessage, request: JsonObject): FieldViolation[] {
  const field = desc.fields.find(({ name }) => name === MASK);
  const updated = desc.fields.find((other) => other !== field && other.fieldKind === "message");
  const mask = field && request[field.jsonName];
  if (typeof mask !== "string" || updated?.message === undefined) return [];
  const { message } = updated;
  // Alone, it stands for everything.
  const paths = mask === "*" ? [] : mask.split(",").filter((path) => path !== "");
  return paths
    .filter((path) => !leadsToField(message, path.split(".")))
    .map((path) => ({ field: MASK, description: `Invalid update mask path '${path}'.` }));
}

function leadsToField(desc: DescMessage, [head = "", ...rest]: string[]): boolean {
  const field = desc.fields.find(({ name, jsonName }) => name === head || jsonName === head);
  if (!field) return false;
  return rest.length === 0 || leadsOn(field, rest);
}

function leadsOn(field: DescField, rest: string[]): boolean {
  if (field.fieldKind === "map") return true;
  return field.fieldKind === "message" && leadsToField(field.message, rest);
}
