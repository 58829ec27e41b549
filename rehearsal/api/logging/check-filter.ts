import { invalidArgument } from "../google-error.ts";
import type { Filter } from "./parse-filter.ts";

const SEVERITY = /^(DEFAULT|DEBUG|INFO|NOTICE|WARNING|ERROR|CRITICAL|ALERT|EMERGENCY)$/i;

/** Throws INVALID_ARGUMENT for values that cannot be compared: unknown severities, unreadable times and patterns. */
export function checkFilter(filter: Filter): void {
  const violations = comparisonsOf(filter)
    .filter((comparison) => !isComparable(comparison))
    .map(({ field, value }) => ({
      field: "filter",
      description: `Invalid value for ${field} in the filter: ${value}`,
    }));
  if (violations.length > 0) throw invalidArgument(violations);
}

type Comparison = Extract<Filter, { kind: "comparison" }>;

function comparisonsOf(filter: Filter): Comparison[] {
  if (filter.kind === "comparison") return [filter];
  return filter.kind === "not" ? comparisonsOf(filter.of) : filter.of.flatMap(comparisonsOf);
}

function isComparable({ field, operator, value }: Comparison): boolean {
  if (operator.includes("~")) return isPattern(value);
  if (field === "severity" && operator !== ":") return SEVERITY.test(value);
  if (/timestamp$/i.test(field)) return !Number.isNaN(Date.parse(value));
  return true;
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
