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

/** Where each number begins to count, the gravest first: Cloud Logging's own, then the levels of pino and bunyan. */
const NUMBERS: [least: number, severity: LogSeverity][] = [
  ...LOG_SEVERITIES.map((name, index): [number, LogSeverity] => [index * 100, name])
    .slice(1)
    .reverse(),
  [60, "CRITICAL"],
  [50, "ERROR"],
  [40, "WARNING"],
  [30, "INFO"],
  [10, "DEBUG"],
];

/** A severity by the name, in any case, or the number that a logging library gives it; undefined for anything else. */
export function severityNamed(name: unknown): LogSeverity | undefined {
  if (typeof name === "number") return NUMBERS.find(([least]) => name >= least)?.[1];
  return typeof name === "string" ? NAMES.get(name.toUpperCase()) : undefined;
}
