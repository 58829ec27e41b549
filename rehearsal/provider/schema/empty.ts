import { isMap, type PropertyValue } from "../plugin/property-value.ts";
import type { Property } from "./property.ts";

/**
 * Absent, false, 0, "", [] and a block of such are one to the real plugin: it neither sends nor compares them apart. A map
 * of texts is empty only without keys: a label may have an empty value.
 */
export function isEmpty(value: PropertyValue | undefined, property?: Property): boolean {
  if (value === undefined || value === null || value === false || value === 0 || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  if (!isMap(value)) return false;
  if (property?.kind === "texts") return Object.keys(value).length === 0;
  const fields = property?.kind === "record" ? property.fields : {};
  return Object.entries(value).every(([name, entry]) => isEmpty(entry, fields[name]));
}

/** What an output holds when the cloud says nothing, so that its declared type holds. */
export function emptyOf(property: Property): PropertyValue | undefined {
  const empty = { text: "", integer: 0, flag: false, texts: {}, list: [] };
  return property.kind in empty ? empty[property.kind as keyof typeof empty] : undefined;
}
