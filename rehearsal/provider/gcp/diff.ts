import { isMap, isUnknown, type PropertyMap, type PropertyValue } from "../plugin/property-value.ts";
import type { DiffKind, PropertyDiff } from "../plugin/provider.ts";
import { isEmpty } from "../schema/empty.ts";
import { element, member } from "../schema/path.ts";
import type { Property, Schema } from "../schema/property.ts";
import { counterpartOf } from "./plan.ts";

/**
 * What an update would change, property by property. Not differences: outputs, what the cloud chose where the program is
 * silent, empty against absent, and the order of sets.
 *
 * @param inputs - normalized inputs.
 */
export function differences(
  inputs: PropertyMap,
  state: PropertyMap,
  schema: Schema,
  path = "",
  replaces = false,
): PropertyDiff[] {
  return Object.entries(schema).flatMap(([name, property]) =>
    compare(inputs[name], state[name], property, {
      path: member(path, name),
      replaces: replaces || property.replaces === true,
    }),
  );
}

interface Place {
  path: string;
  replaces: boolean;
}

function compare(
  input: PropertyValue | undefined,
  state: PropertyValue | undefined,
  property: Property,
  place: Place,
): PropertyDiff[] {
  if (property.output || (input === undefined && property.computed)) return [];
  if (isUnknown(input)) return [changed(isEmpty(state, property) ? "add" : "update", place)];
  if (isEmpty(input, property) && isEmpty(state, property))
    return presenceChange(input, state, property, place);
  if (input === undefined) return [changed("delete", place)];
  if (state === undefined || state === null) return [changed("add", place)];
  if (property.kind === "record" && isMap(input) && isMap(state)) {
    return differences(input, state, property.fields, place.path, place.replaces);
  }
  if (property.kind === "texts" && isMap(input) && isMap(state)) {
    return textDifferences(input, state, property, place);
  }
  if (property.kind === "list" && Array.isArray(input) && Array.isArray(state)) {
    return listDifferences(input, state, property, place);
  }
  return same(input, state, property) ? [] : [changed(isEmpty(input, property) ? "delete" : "update", place)];
}

/** Whether an empty block such as `emptyDir: {}` stands or not is a difference; other empties are all alike. */
function presenceChange(
  input: PropertyValue | undefined,
  state: PropertyValue | undefined,
  property: Property,
  place: Place,
): PropertyDiff[] {
  if (property.kind !== "record" || !property.sendEmpty) return [];
  if ((input === undefined) === (state === undefined)) return [];
  return [changed(input === undefined ? "delete" : "add", place)];
}

function textDifferences(input: PropertyMap, state: PropertyMap, property: Property, place: Place) {
  const keys = new Set([...Object.keys(input), ...(property.computed ? [] : Object.keys(state))]);
  return [...keys].flatMap((key) =>
    compare(input[key], state[key], { kind: "text" }, { ...place, path: member(place.path, key) }),
  );
}

function listDifferences(
  input: PropertyValue[],
  state: PropertyValue[],
  property: Property & { kind: "list" },
  place: Place,
): PropertyDiff[] {
  if (property.order === "set") return setDifferences(input, state, place);
  const inPlace = input.flatMap((entry, index) =>
    compare(entry, counterpartOf(entry, index, state, property), property.element, {
      ...place,
      path: element(place.path, index),
    }),
  );
  const gone = state.flatMap((entry, index) =>
    counterpartOf(entry, index, input, property) === undefined
      ? [changed("delete", { ...place, path: element(place.path, index) })]
      : [],
  );
  return [...inPlace, ...gone.filter((diff) => !inPlace.some(({ path }) => path === diff.path))];
}

function setDifferences(input: PropertyValue[], state: PropertyValue[], place: Place): PropertyDiff[] {
  const added = input.flatMap((entry, index) => (state.includes(entry) ? [] : [index]));
  const gone = state.flatMap((entry, index) => (input.includes(entry) ? [] : [index]));
  return [
    ...added.map((index) => changed("add", { ...place, path: element(place.path, index) })),
    ...gone
      .filter((index) => !added.includes(index))
      .map((index) => changed("delete", { ...place, path: element(place.path, index) })),
  ];
}

function same(input: PropertyValue, state: PropertyValue, { sameWhen }: Property): boolean {
  if (input === state) return true;
  const [left, right] = [String(input), String(state)];
  if (sameWhen === "last-segment-equal") return left.split("/").at(-1) === right.split("/").at(-1);
  return sameWhen === "equal-ignoring-case" && left.toLowerCase() === right.toLowerCase();
}

function changed(kind: DiffKind, { path, replaces }: Place): PropertyDiff {
  return { path, kind, replaces };
}
