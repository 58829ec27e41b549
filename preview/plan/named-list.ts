import { isMap, isUnknown } from "./engine-value.ts";

/** A list whose entries are told apart by their names, such as the variables of a container. */
export type NamedList = readonly (Record<string, unknown> & { name: string })[];

/** Whether every entry of a list has a name, and no two the same. */
export function isNamedList(value: unknown): value is NamedList {
  if (!Array.isArray(value) || value.length === 0) return false;
  const names = value.map((entry) => (isMap(entry) ? entry.name : undefined));
  return (
    new Set(names).size === names.length &&
    names.every((name) => typeof name === "string" && !isUnknown(name))
  );
}

/** The entries by name; one that has nothing but a `value` beside it is that value. */
export function namedEntries(list: NamedList): Map<string, unknown> {
  return new Map(list.map(({ name, ...rest }) => [name, onlyValue(rest) ? rest.value : rest]));
}

function onlyValue(rest: Record<string, unknown>): boolean {
  const keys = Object.keys(rest);
  return keys.length === 1 && keys[0] === "value";
}
