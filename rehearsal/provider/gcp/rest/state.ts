import type { PropertyMap, PropertyValue } from "../../plugin/property-value.ts";
import { emptyOf } from "../../schema/empty.ts";
import type { Property, Schema } from "../../schema/property.ts";
import { counterpartOf } from "../plan.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";

/**
 * A document of the cloud as resource state. Lists whose order carries no meaning keep the order of `prior`, so that a read
 * shows no change where there is none.
 */
export function stateOf(document: JsonObject, schema: Schema, prior: PropertyMap = {}): PropertyMap {
  const state: PropertyMap = {};
  for (const [name, property] of Object.entries(schema)) {
    if (property.rest === false) continue;
    const value = stateValue(document[property.rest ?? name], property, prior[name]);
    const settled = value ?? (property.output ? emptyOf(property) : undefined);
    if (settled !== undefined) state[name] = settled;
  }
  return state;
}

function stateValue(
  value: Json,
  property: Property,
  prior: PropertyValue | undefined,
): PropertyValue | undefined {
  if (value === undefined || value === null) return undefined;
  const before = prior as PropertyMap | undefined;
  switch (property.kind) {
    case "integer":
      return Number(value);
    case "text":
      return typeof value === "object" ? undefined : String(value);
    case "record": {
      const block = Array.isArray(value) ? value[0] : value;
      return isObject(block) ? stateOf(block, property.fields, before ?? {}) : undefined;
    }
    case "list":
      return listState(value, property, prior);
    default:
      return value as PropertyValue;
  }
}

function listState(
  value: Json,
  property: Property & { kind: "list" },
  prior: PropertyValue | undefined,
): PropertyValue[] {
  const before = Array.isArray(prior) ? prior : [];
  const elements = isObject(value) ? listOf(value, property) : Array.isArray(value) ? value : [];
  const states = elements.map((entry, index) => {
    const counterpart = counterpartOf(entry as PropertyValue, index, before, property);
    return stateValue(entry, property.element, counterpart) ?? null;
  });
  return property.order ? inOrderOf(before, states) : states;
}

/** A REST map read as a list; a single block where the table says list, such as `terminalCondition`, is one element. */
function listOf(value: JsonObject, property: Property & { kind: "list" }): Json[] {
  if (property.restShape !== "map-by-id") return [value];
  return Object.entries(value).map(([id, entry]) => ({ ...(entry as JsonObject), id }));
}

function inOrderOf(before: PropertyValue[], states: PropertyValue[]): PropertyValue[] {
  const key = (value: PropertyValue) =>
    JSON.stringify((value as PropertyMap | null)?.id ?? (value as PropertyMap | null)?.name ?? value);
  const rank = new Map(before.map((value, index) => [key(value), index]));
  const rankOf = (value: PropertyValue) => rank.get(key(value)) ?? before.length;
  return states.toSorted((left, right) => rankOf(left) - rankOf(right));
}
