import { isMap, isUnknown, type PropertyMap, type PropertyValue } from "../plugin/property-value.ts";
import { element, member } from "./path.ts";
import type { Property, Schema } from "./property.ts";

/** One refused input. */
export interface Refusal {
  path: string;
  reason: string;
}

/** Everything that is wrong with a resource's inputs, all at once; values still unknown pass. */
export function refusals(inputs: PropertyMap, schema: Schema, path = ""): Refusal[] {
  const missing = Object.entries(schema)
    .filter(([name, property]) => property.required && inputs[name] === undefined)
    .map(([name]) => missingArgument(member(path, name)));
  const wrong = Object.entries(inputs).flatMap(([name, value]) => {
    if (name === "__defaults" || value === undefined) return [];
    const property = Object.hasOwn(schema, name) ? schema[name] : undefined;
    if (!property || property.output) return [unknownArgument(member(path, name), name, schema)];
    return refusedValue(value, property, member(path, name));
  });
  return [...missing, ...wrong];
}

function refusedValue(value: PropertyValue, property: Property, path: string): Refusal[] {
  if (isUnknown(value)) return [];
  switch (property.kind) {
    case "text":
      return refusedText(value, property.oneOf, path);
    case "integer":
      return Number.isInteger(numberOf(value)) ? [] : [expected("a whole number", value, path)];
    case "flag":
      return value === true || value === false || value === "true" || value === "false"
        ? []
        : [expected("a boolean", value, path)];
    case "texts":
      return isMap(value)
        ? Object.entries(value).flatMap(([key, entry]) =>
            entry === undefined ? [] : refusedText(entry, undefined, member(path, key)),
          )
        : [expected("an object of strings", value, path)];
    case "list":
      return Array.isArray(value)
        ? value.flatMap((entry, index) => refusedValue(entry, property.element, element(path, index)))
        : [expected("a list", value, path)];
    case "record":
      return isMap(value) ? refusals(value, property.fields, path) : [expected("an object", value, path)];
    case "not-emulated":
      return [{ path, reason: `The argument "${path}" is not emulated by the rehearsal's stand-in` }];
  }
}

function refusedText(value: PropertyValue, oneOf: readonly string[] | undefined, path: string): Refusal[] {
  if (isUnknown(value)) return [];
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
    return [expected("a string", value, path)];
  }
  if (!oneOf || value === "" || oneOf.includes(String(value))) return [];
  return [{ path, reason: `expected ${path} to be one of ${JSON.stringify(oneOf)}, got ${value}` }];
}

function missingArgument(path: string): Refusal {
  return {
    path,
    reason: `Missing required argument: The argument "${path}" is required, but no definition was found`,
  };
}

function unknownArgument(path: string, name: string, schema: Schema): Refusal {
  const known = Object.keys(schema).filter((key) => !schema[key]?.output);
  const near = known.find((key) => key.toLowerCase().startsWith(name.toLowerCase().slice(0, 4)));
  const hint = near ? `, did you mean "${near}"` : "";
  return { path, reason: `Invalid or unknown key: An argument named "${path}" is not expected here${hint}` };
}

/** The type, never the value: it may be a secret. */
function expected(wanted: string, value: PropertyValue, path: string): Refusal {
  const actual = Array.isArray(value) ? "a list" : isMap(value) ? "an object" : `a ${typeof value}`;
  return { path, reason: `Incorrect type: expected ${wanted}, got ${actual}` };
}

function numberOf(value: PropertyValue): number {
  if (typeof value === "number") return value;
  return typeof value === "string" && value.trim() !== "" ? Number(value) : Number.NaN;
}
