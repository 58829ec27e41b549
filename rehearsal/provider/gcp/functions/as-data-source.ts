import { isMap, type PropertyMap, type PropertyValue } from "../../plugin/property-value.ts";
import type { Property, Schema } from "../../schema/property.ts";

/**
 * A resource's state in the shape that the plugin's functions return: a block is a list of one under a plural name
 * (`template` → `templates`), absent values are present and empty.
 */
export function asDataSource(state: PropertyMap, schema: Schema): PropertyMap {
  const result: PropertyMap = {};
  for (const [name, property] of Object.entries(schema)) {
    const [key, value] = dataSourceEntry(name, state[name], property);
    result[key] = value;
  }
  return result;
}

function dataSourceEntry(
  name: string,
  value: PropertyValue | undefined,
  property: Property,
): [string, PropertyValue] {
  switch (property.kind) {
    case "record":
      return [pluralOf(name), isMap(value) ? [asDataSource(value, property.fields)] : []];
    case "not-emulated":
      return [pluralOf(name), []];
    case "list":
      return [name, Array.isArray(value) ? value.map((entry) => elementOf(entry, property.element)) : []];
    case "texts":
      return [name, value ?? {}];
    case "integer":
      return [name, value ?? 0];
    case "flag":
      return [name, value ?? false];
    case "text":
      return [name, value ?? ""];
  }
}

function elementOf(entry: PropertyValue, property: Property): PropertyValue {
  return property.kind === "record" && isMap(entry) ? asDataSource(entry, property.fields) : entry;
}

/** Plural names as the real plugin's generator makes them, `secretKeyReves` included. */
function pluralOf(name: string): string {
  if (/Ref$/.test(name)) return name.replace(/Ref$/, "Reves");
  if (/(ss|sh|ch|x)$/.test(name)) return `${name}es`;
  return /s$/.test(name) ? name : `${name}s`;
}
