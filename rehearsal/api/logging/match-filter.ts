import type { Json, LogEntry } from "../../contract.ts";
import { sortableTimestamp } from "../../store/sortable-timestamp.ts";
import type { Filter } from "./parse-filter.ts";

/** https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry#LogSeverity, lowest first. */
const SEVERITIES = [
  "DEFAULT",
  "DEBUG",
  "INFO",
  "NOTICE",
  "WARNING",
  "ERROR",
  "CRITICAL",
  "ALERT",
  "EMERGENCY",
];

/** Whether the filter takes the entry. */
export function matchesFilter(entry: LogEntry, filter: Filter): boolean {
  switch (filter.kind) {
    case "all":
      return filter.of.every((part) => matchesFilter(entry, part));
    case "any":
      return filter.of.some((part) => matchesFilter(entry, part));
    case "not":
      return !matchesFilter(entry, filter.of);
    case "comparison":
      return compare(filter, valueAt(entry, filter.field));
  }
}

function valueAt(entry: LogEntry, path: string): Json | undefined {
  if (path === "severity") return entry.severity || "DEFAULT";
  let value: Json | undefined = entry as unknown as Json;
  for (const name of path.split(".").map((part) => part.replace(/^"(.*)"$/, "$1"))) {
    if (value === null || typeof value !== "object" || Array.isArray(value)) return undefined;
    value = value[name];
  }
  return value;
}

/** A field that is not there matches no comparison but the negated ones. */
function compare(
  { field, operator, value }: Extract<Filter, { kind: "comparison" }>,
  found: Json | undefined,
): boolean {
  if (found === undefined) return operator === "!=" || operator === "!~";
  const text = typeof found === "object" ? JSON.stringify(found) : String(found);
  switch (operator) {
    case ":":
      return value === "*" || text.toLowerCase().includes(value.toLowerCase());
    case "=~":
      return new RegExp(value).test(text);
    case "!~":
      return !new RegExp(value).test(text);
    default:
      return ordered(order(field, text, value), operator);
  }
}

function ordered(difference: number, operator: string): boolean {
  switch (operator) {
    case "=":
      return difference === 0;
    case "!=":
      return difference !== 0;
    case "<":
      return difference < 0;
    case "<=":
      return difference <= 0;
    case ">":
      return difference > 0;
    default:
      return difference >= 0;
  }
}

/** Severities by rank, times by time, numbers by value, all else as text without regard to case. */
function order(field: string, found: string, wanted: string): number {
  if (field === "severity") return SEVERITIES.indexOf(found) - SEVERITIES.indexOf(wanted.toUpperCase());
  if (/timestamp$/i.test(field)) return textOrder(sortableTimestamp(found), sortableTimestamp(wanted));
  const difference = Number(found) - Number(wanted);
  if (wanted !== "" && !Number.isNaN(difference)) return difference;
  return textOrder(found.toLowerCase(), wanted.toLowerCase());
}

function textOrder(found: string, wanted: string): number {
  return found === wanted ? 0 : found < wanted ? -1 : 1;
}
