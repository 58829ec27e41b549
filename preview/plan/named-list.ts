import { isMap, isUnknown } from "./engine-value.ts";

/** A list whose entries are told apart by their names, such as the variables of a container. */
export type NamedList = readonly (Record<string, unknown> & { name: string })[];

/** Whether every entry of a list has a name, and no two the same. */
export function isNamedList(value: unknown): value is NamedList {
  if (!Array.isArray(value) || value.length === 0) return false;
  const names = value.map((entry) => (isMap(entry) ? entry.name : undefined));
  return (
    new Set(names).size === names.length &&
    names.every((name) => typeof name === "string" && name !== "" && !isUnknown(name))
  );
}

/** Whether the entries of both sides of a change are told by their names; a side without any has none to tell otherwise. */
export function areNamed(old: unknown, next: unknown): boolean {
  const lists = [old, next].filter((list) => Array.isArray(list) && list.length > 0);
  return lists.length > 0 && lists.every(isNamedList);
}

/** Whether an entry is a variable: its value is judged by its name, so the two are never told apart. */
export function isVariable(entry: unknown): boolean {
  return isMap(entry) && typeof entry.name === "string" && "value" in entry;
}

/** The entries by name; one that has nothing but a `value` beside it is that value. */
export function namedEntries(list: NamedList): Map<string, unknown> {
  return new Map(
    list.map(({ name, ...rest }) => {
      const declared = asDeclared(rest);
      return [name, onlyValue(declared) ? declared.value : declared];
    }),
  );
}

/** Plugins read back an empty value beside a reference to a secret, and an empty reference beside a value. */
function asDeclared({ value, valueSource, ...rest }: Record<string, unknown>): Record<string, unknown> {
  const refers = isMap(valueSource) ? Object.keys(valueSource).length > 0 : Boolean(valueSource);
  const hasValue = value !== undefined && value !== null && !(value === "" && refers);
  return { ...rest, ...(hasValue ? { value } : {}), ...(refers ? { valueSource } : {}) };
}

function onlyValue(rest: Record<string, unknown>): boolean {
  const keys = Object.keys(rest);
  return keys.length === 1 && keys[0] === "value";
}
