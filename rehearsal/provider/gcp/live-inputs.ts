import { isMap, type PropertyMap, type PropertyValue } from "../plugin/property-value.ts";
import { isEmpty } from "../schema/empty.ts";
import type { Property, Schema } from "../schema/property.ts";
import { counterpartOf } from "./plan.ts";

/** What the program declared, with the values that are live now: a refresh keeps this as the resource's inputs. */
export function liveInputs(inputs: PropertyMap, state: PropertyMap, schema: Schema): PropertyMap {
  const live: PropertyMap = {};
  for (const [name, input] of Object.entries(inputs)) {
    const property = schema[name];
    const value = property && property.rest !== false ? liveValue(input, state[name], property) : input;
    if (value !== undefined) live[name] = value;
  }
  return live;
}

/** The inputs that would declare a resource as it is: what an import starts from. */
export function declaredInputs(state: PropertyMap, schema: Schema): PropertyMap {
  const inputs: PropertyMap = {};
  for (const [name, property] of Object.entries(schema)) {
    const value = state[name];
    if (property.output || isEmpty(value, property)) continue;
    inputs[name] =
      property.kind === "record" && isMap(value) ? declaredInputs(value, property.fields) : value;
  }
  return inputs;
}

function liveValue(
  input: PropertyValue | undefined,
  state: PropertyValue | undefined,
  property: Property,
): PropertyValue | undefined {
  if (input === undefined || (isEmpty(input, property) && isEmpty(state, property))) return input;
  if (state === undefined) return undefined;
  if (property.kind === "record" && isMap(input) && isMap(state)) {
    return liveInputs(input, state, property.fields);
  }
  if (property.kind === "texts" && property.computed && isMap(input) && isMap(state)) {
    return Object.fromEntries(Object.entries(state).filter(([key]) => key in input));
  }
  if (property.kind === "list" && Array.isArray(input) && Array.isArray(state)) {
    return state.map((entry, index) => {
      const counterpart = counterpartOf(entry, index, input, property);
      return counterpart === undefined ? entry : (liveValue(counterpart, entry, property.element) ?? entry);
    });
  }
  if (property.sameWhen === "last-segment-equal" && String(state).endsWith(`/${String(input)}`)) return input;
  return state;
}
