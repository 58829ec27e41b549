/** https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry#LogSeverity, the mildest first. */
export const LOG_SEVERITIES = [
  "DEFAULT",
  "DEBUG",
  "INFO",
  "NOTICE",
  "WARNING",
  "ERROR",
  "CRITICAL",
  "ALERT",
  "EMERGENCY",
] as const;

export type LogSeverity = (typeof LOG_SEVERITIES)[number];

/** One entry of a log, wherever it is from. */
export interface LogEntry {
  /** What was said; may have several lines. */
  text: string;
  /** `DEFAULT` where nothing tells it. */
  severity: LogSeverity;
  /** RFC 3339. */
  time?: string;
  /** Which instance of the service said it. */
  instance?: string;
  /** The program itself, the platform about it, or a request to it. */
  source: "container" | "platform" | "request";
  /** Of a request: what it was answered with. */
  httpStatus?: number;
  /** The other fields of a structured entry. */
  fields?: Record<string, unknown>;
}

/** Whether `severity` is as bad as `least`, or worse. */
export function isAtLeast(severity: LogSeverity, least: LogSeverity): boolean {
  return LOG_SEVERITIES.indexOf(severity) >= LOG_SEVERITIES.indexOf(least);
}

const NAMES = new Map<string, LogSeverity>([
  ...LOG_SEVERITIES.map((name) => [name, name] as const),
  ["TRACE", "DEBUG"],
  ["WARN", "WARNING"],
  ["ERR", "ERROR"],
  ["FATAL", "CRITICAL"],
]);

/** A severity by the name that a logging library gives it, in any case; undefined for anything else. */
export function severityNamed(name: unknown): LogSeverity | undefined {
  return typeof name === "string" ? NAMES.get(name.toUpperCase()) : undefined;
}
