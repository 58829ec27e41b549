import { isMap, type PropertyMap, type PropertyValue } from "../../plugin/property-value.ts";
import { isEmpty } from "../../schema/empty.ts";
import type { Property, Schema } from "../../schema/property.ts";
import type { Json, JsonObject } from "./json.ts";

/** The request body for a planned resource: REST names, nothing empty unless the schema says so, no outputs. */
export function bodyOf(plan: PropertyMap, schema: Schema): JsonObject {
  const body: JsonObject = {};
  for (const [name, property] of Object.entries(schema)) {
    const value = plan[name] ?? unset(property);
    if (property.output || property.rest === false || value === undefined || value === null) continue;
    if (isEmpty(value, property) && !property.sendEmpty) continue;
    body[property.rest ?? name] = bodyValue(value, property);
  }
  return body;
}

function bodyValue(value: PropertyValue, property: Property): Json {
  if (property.kind === "record" && isMap(value)) {
    const nested = bodyOf(value, property.fields);
    return property.restShape === "one-element-list" ? [nested] : nested;
  }
  if (property.kind === "list" && Array.isArray(value)) {
    const elements = value.map((entry) => bodyValue(entry, property.element));
    return property.restShape === "map-by-id" ? byId(elements) : elements;
  }
  return value as Json;
}

function byId(elements: Json[]): JsonObject {
  return Object.fromEntries(elements.map((entry) => [String((entry as JsonObject).id), entry]));
}

/** A boolean that Google reads differently when absent: the real plugin always sends it. */
function unset(property: Property): PropertyValue | undefined {
  return property.kind === "flag" && property.sendEmpty ? false : undefined;
}
