import { isRecord } from "../startup-log/cloud-logging-entry.ts";
import { type LogEntry, severityNamed } from "../startup-log/log-entry.ts";
import { entryOfObject } from "./entry-of-object.ts";

const TIME = /^\[?(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d+)?(?:Z|[+-]\d{2}:?\d{2})?)\]?[\s|,:-]*/;
const SEVERITY =
  /^(?:[\w.]+\s+-\s+|\[[\w.]+\]\s+)?[[<(]?(DEBUG|TRACE|INFO|NOTICE|WARN(?:ING)?|ERR(?:OR)?|CRITICAL|FATAL|ALERT|EMERGENCY|DEFAULT)[\])>]?(?=[\s:|-]|$)/;

/** What tools print in place of entries that there are none of. */
const EMPTY = ["", "{}", "null"];

/** One line: a JSON object, or text, whose beginning may tell its time and severity; undefined for one that says nothing. */
export function entryOfLine(line: string): LogEntry | undefined {
  if (EMPTY.includes(line.trim())) return undefined;
  const object = line.startsWith("{") ? objectOf(line) : undefined;
  if (object) return entryOfObject(object);
  const [stamp = "", time] = TIME.exec(line) ?? [];
  const rest = line.slice(stamp.length);
  const [, name] = SEVERITY.exec(rest) ?? [];
  return {
    text: line,
    severity: severityNamed(name) ?? "DEFAULT",
    source: "container",
    ...(time ? { time: rfc3339(time) } : {}),
  };
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

/** Times without a zone are taken for UTC, as Cloud Run's containers have it. */
function rfc3339(time: string): string {
  const text = time.replace(" ", "T").replace(",", ".");
  return /(?:Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}Z`;
}
