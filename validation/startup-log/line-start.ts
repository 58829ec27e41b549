import { type LogSeverity, severityNamed } from "./log-entry.ts";

const TIME = /^\[?(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d+)?(?:Z| ?[+-]\d{2}:?\d{2})?)\]?[\s|,:-]*/;
const SEVERITY =
  /^(?:[\w.]+\s+-\s+|(?:\[[\w.]+\]\s+)*)?[[<(]?(DEBUG|TRACE|INFO|NOTICE|WARN(?:ING)?|ERR(?:OR)?|CRITICAL|FATAL|ALERT|EMERGENCY|DEFAULT)[\])>]?(?=[\s:|-]|$)/;

/** What the beginning of a line of text tells: its time as RFC 3339, and what the program logged it as. */
export function readLineStart(line: string): { time?: string; severity?: LogSeverity } {
  const [stamp = "", time] = TIME.exec(line) ?? [];
  const [, name] = SEVERITY.exec(line.slice(stamp.length)) ?? [];
  const severity = severityNamed(name);
  return { ...(time ? { time: rfc3339(time) } : {}), ...(severity ? { severity } : {}) };
}

/** Times without a zone are taken for UTC, as Cloud Run's containers have it. */
function rfc3339(time: string): string {
  const text = time
    .replace(" ", "T")
    .replace(",", ".")
    .replace(/ (?=[+-])/, "");
  return /(?:Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}Z`;
}
