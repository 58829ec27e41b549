import { isDeepStrictEqual } from "node:util";
import { withoutSecrets } from "../redaction/without-secrets.ts";
import { isMap, isMasked, isUnknown } from "./engine-value.ts";
import { isNamedList, namedEntries } from "./named-list.ts";
import type { PropertyChange } from "./planned-resource.ts";
import { formatPath, type PathStep } from "./property-path.ts";

/** Where two values differ, leaf by leaf, in the order of the second; free of secrets. Equal values differ nowhere. */
export function changesBetween(steps: readonly PathStep[], old: unknown, next: unknown): PropertyChange[] {
  if (isDeepStrictEqual(old, next)) return [];
  const before = partsOf(old);
  const after = partsOf(next);
  const whole = (before ?? old) === undefined || (after ?? next) === undefined;
  if ((before && after) || (whole && (before ?? after))) {
    const keys = new Set([...(after?.keys() ?? []), ...(before?.keys() ?? [])]);
    return [...keys].flatMap((key) => changesBetween([...steps, key], before?.get(key), after?.get(key)));
  }
  return [leafChange(steps, old, next)];
}

/** One change that is shown whole, whatever the values are made of. */
export function leafChange(steps: readonly PathStep[], old: unknown, next: unknown): PropertyChange {
  const name = String(steps.findLast((step) => typeof step === "string") ?? "");
  return {
    path: formatPath(steps),
    ...(old === undefined ? {} : { before: textOf(old, name) }),
    ...(next === undefined ? {} : { after: textOf(next, name) }),
  };
}

/** Undefined for a leaf: a text, a number, what is masked or not known, and what is empty. */
function partsOf(value: unknown): Map<PathStep, unknown> | undefined {
  if (isUnknown(value) || isMasked(value)) return undefined;
  if (isNamedList(value)) return namedEntries(value);
  if (Array.isArray(value)) return value.length === 0 ? undefined : new Map(value.entries());
  if (!isMap(value)) return undefined;
  const entries = Object.entries(value);
  return entries.length === 0 ? undefined : new Map(entries);
}

function textOf(value: unknown, name: string): string {
  const shown = withoutSecrets(value, name);
  return typeof shown === "string" ? shown : JSON.stringify(shown);
}
