import { isMap, isUnknown, type PropertyMap, type PropertyValue } from "../plugin/property-value.ts";
import type { ListOrder, Property, Schema } from "../schema/property.ts";

/**
 * What the resource should be: what the program says, and where it is silent what the cloud chose before. That is also
 * what an update sends: the real plugin's PATCH holds what is declared plus what its state has seen.
 *
 * @param inputs - normalized inputs.
 * @param state - the last known state; empty for a new resource.
 */
export function planned(inputs: PropertyMap, state: PropertyMap, schema: Schema): PropertyMap {
  const result: PropertyMap = {};
  for (const [name, property] of Object.entries(schema)) {
    const value = plannedValue(inputs[name], state[name], property);
    if (value !== undefined) result[name] = value;
  }
  return result;
}

function plannedValue(
  input: PropertyValue | undefined,
  state: PropertyValue | undefined,
  property: Property,
): PropertyValue | undefined {
  if (property.output) return state;
  if (input === undefined) return property.computed ? state : undefined;
  if (isUnknown(input)) return input;
  if (property.kind === "record" && isMap(input)) {
    return planned(input, isMap(state) ? state : {}, property.fields);
  }
  if (property.kind === "list" && Array.isArray(input)) return plannedList(input, state, property);
  if (property.kind === "texts" && property.computed && isMap(input) && isMap(state)) {
    return { ...state, ...input };
  }
  return input;
}

function plannedList(
  input: PropertyValue[],
  state: PropertyValue | undefined,
  property: Property & { kind: "list" },
): PropertyValue[] {
  const seen = Array.isArray(state) ? state : [];
  return input.map((entry, index) => {
    const counterpart = counterpartOf(entry, index, seen, property);
    return plannedValue(entry, counterpart, property.element) ?? null;
  });
}

/** The element of another list that is the same thing: by its key where the table names one, otherwise by position. */
export function counterpartOf(
  entry: PropertyValue,
  index: number,
  candidates: PropertyValue[],
  { order }: { order?: ListOrder },
): PropertyValue | undefined {
  if (order !== "by-name" && order !== "by-id") return candidates[index];
  const key = order === "by-id" ? "id" : "name";
  return isMap(entry)
    ? candidates.find((candidate) => isMap(candidate) && candidate[key] === entry[key])
    : undefined;
}
