import { isDeepStrictEqual } from "node:util";
import { withoutSecrets } from "../redaction/without-secrets.ts";
import { isMap, isMasked, isUnknown } from "./engine-value.ts";
import { areNamed, isVariable, type NamedList, namedEntries } from "./named-list.ts";
import type { PropertyChange } from "./planned-resource.ts";
import { formatPath, type PathStep } from "./property-path.ts";

/**
 * Where two values differ, leaf by leaf, in the order of the second; free of secrets. Equal values differ nowhere, and neither does
 * what is not set from what is empty.
 *
 * @param readBack whether the first is what a plugin read back from the cloud: it says `""`, 0 or false of what nobody has set.
 */
export function changesBetween(
  steps: readonly PathStep[],
  old: unknown,
  next: unknown,
  readBack = false,
): PropertyChange[] {
  if (isDeepStrictEqual(old, next)) return [];
  if (steps.length === 0 && isUnset(old, readBack) && isUnset(next, false)) return [];
  const named = areNamed(old, next);
  const before = partsOf(steps, old, named);
  const after = partsOf(steps, next, named);
  const whole = before ? isUnset(next, false) : after !== undefined && isUnset(old, readBack);
  if (!whole && !(before && after)) return [leafChange(steps, old, next)];
  // An entry of a list is there or not, however empty.
  const ofMap = ![old, next].some(Array.isArray);
  const keys = [...new Set([...(after?.keys() ?? []), ...(before?.keys() ?? [])])];
  const found = keys
    .map((key) => ({ key, was: before?.get(key), is: after?.get(key) }))
    .filter(({ was, is }) => !(ofMap && isUnset(was, readBack) && is === undefined))
    .filter(({ was, is }) => !(ofMap && was === undefined && isUnset(is, false)))
    .flatMap(({ key, was, is }) => changesBetween([...steps, key], was, is, readBack));
  return found.length > 0 || !whole || steps.length === 0 ? found : [leafChange(steps, old, next)];
}

/** One change that is shown whole, whatever the values are made of. */
export function leafChange(steps: readonly PathStep[], old: unknown, next: unknown): PropertyChange {
  const name = nameOf(steps);
  return {
    path: formatPath(steps),
    ...(old === undefined ? {} : { before: textOf(old, name) }),
    ...(next === undefined ? {} : { after: textOf(next, name) }),
  };
}

/** By what a value is judged secret: what holds it, which for the `value` of a variable is the variable. */
function nameOf(steps: readonly PathStep[]): string {
  const [last = "", holder] = steps.filter((step) => typeof step === "string").reverse();
  return last === "value" ? (holder ?? last) : last;
}

function isUnset(value: unknown, readBack: boolean): boolean {
  if (value === undefined || value === null) return true;
  if (readBack && (value === "" || value === 0 || value === false)) return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

/** Undefined for a leaf: a text, a number, what is masked or not known, and what is empty. */
function partsOf(
  steps: readonly PathStep[],
  value: unknown,
  named: boolean,
): Map<PathStep, unknown> | undefined {
  if (isUnknown(value) || isMasked(value)) return undefined;
  if (Array.isArray(value)) {
    if (value.length === 0) return undefined;
    return named ? namedEntries(value as unknown as NamedList) : new Map(value.entries());
  }
  if (!isMap(value) || (typeof steps.at(-1) === "number" && isVariable(value))) return undefined;
  const entries = Object.entries(value);
  return entries.length === 0 ? undefined : new Map(entries);
}

function textOf(value: unknown, name: string): string {
  const shown = withoutSecrets(value, name);
  return typeof shown === "string" ? shown : JSON.stringify(shown);
}
