import { isRecord } from "../startup-log/cloud-logging-entry.ts";
import { readLineStart } from "../startup-log/line-start.ts";
import type { LogEntry } from "../startup-log/log-entry.ts";
import { entryOfObject } from "./entry-of-object.ts";

/** What tools print in place of entries that there are none of. */
const EMPTY = ["", "{}", "null"];

/** One line: a JSON object, or text, whose beginning may tell its time and severity; undefined for one that says nothing. */
export function entryOfLine(line: string): LogEntry | undefined {
  if (EMPTY.includes(line.trim())) return undefined;
  const object = line.startsWith("{") ? objectOf(line) : undefined;
  if (object) return entryOfObject(object);
  return { text: line, severity: "DEFAULT", source: "container", ...readLineStart(line) };
}

/** Whether a log ends with this line in the middle of an object. */
export function isCutOff(line: string): boolean {
  return line.startsWith('{"') && objectOf(line) === undefined;
}

function objectOf(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isRecord(value) ? value : undefined;
  } catch {
    // A line of text may begin with a brace.
    return undefined;
  }
}
