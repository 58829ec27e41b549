import { type LogSeverity, severityNamed } from "./log-entry.ts";

const TIME = /^\[?(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d+)?(?:Z| ?[+-]\d{2}:?\d{2})?)\]?[\s|,:-]*/;
const LEVEL =
  /^(?:[\w.]+\s+-\s+|(?:\[[\w.]+\]\s+)*)?[[<(]?(DEBUG|TRACE|INFO|NOTICE|WARN(?:ING)?|ERR(?:OR)?|CRITICAL|FATAL|ALERT|EMERGENCY|DEFAULT)(?!\w)(.*)/s;
/** Sets a level off from what follows: a bracket, a delimiter, a padded column, the line's end. */
const DELIMITED = /^(?:[\])>]|\s*(?:[:|]|[-–]\s|$)|\s{2}|\t)/;
/** Goes on in capitals to its end: the severity is the first word of a heading. */
const HEADING = /^(?: [A-Z]{2,})+\s*(?:[:=|–-]|$)/;
/** The heading of the status block, which may come where a level would stand. */
const STATUS = /^\s+SYSTEMS\s+STATUS\b/i;

/** What the beginning of a line of text tells: its time as RFC 3339, and what the program logged it as. */
export function readLineStart(line: string): { time?: string; severity?: LogSeverity } {
  const [stamp = "", time] = TIME.exec(line) ?? [];
  const [, name, after = ""] = LEVEL.exec(line.slice(stamp.length)) ?? [];
  const severity = isLevel(after, stamp !== "") ? severityNamed(name) : undefined;
  return { ...(time ? { time: rfc3339(time) } : {}), ...(severity ? { severity } : {}) };
}

/** Programs capitalise levels and headings alike; behind a time stamp stands a level. */
function isLevel(after: string, isStamped: boolean): boolean {
  if (STATUS.test(after)) return false;
  return DELIMITED.test(after) || (/^\s/.test(after) && (isStamped || !HEADING.test(after)));
}

/** Times without a zone are taken for UTC, as Cloud Run's containers have it. */
function rfc3339(time: string): string {
  const text = time
    .replace(" ", "T")
    .replace(",", ".")
    .replace(/ (?=[+-])/, "");
  return /(?:Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}Z`;
}
