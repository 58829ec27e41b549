import { isMap, isUnknown, type PropertyMap, type PropertyValue } from "../plugin/property-value.ts";
import type { Property, Schema } from "./property.ts";

/** Checked inputs in one spelling: numbers and booleans given as text become such, defaults are filled in. */
export function normalized(inputs: PropertyMap, schema: Schema): PropertyMap {
  const result: PropertyMap = {};
  for (const [name, property] of Object.entries(schema)) {
    const given = inputs[name];
    const value = given === undefined || given === null ? property.default : normalizedValue(given, property);
    if (value !== undefined) result[name] = value;
  }
  return result;
}

function normalizedValue(value: PropertyValue, property: Property): PropertyValue {
  if (isUnknown(value)) return value;
  switch (property.kind) {
    case "text":
      return typeof value === "object" ? value : String(value);
    case "integer":
      return typeof value === "string" ? Number(value) : value;
    case "flag":
      return typeof value === "string" ? value === "true" : value;
    case "list":
      return Array.isArray(value) ? value.map((entry) => normalizedValue(entry, property.element)) : value;
    case "record":
      return isMap(value) ? normalized(value, property.fields) : value;
    case "texts":
      return isMap(value) ? textsOf(value) : value;
    case "not-emulated":
      return value;
  }
}

function textsOf(map: PropertyMap): PropertyMap {
  const result: PropertyMap = {};
  for (const [key, value] of Object.entries(map)) {
    if (value !== undefined && value !== null) result[key] = String(value);
  }
  return result;
}
