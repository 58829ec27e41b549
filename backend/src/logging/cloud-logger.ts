import { type DestinationStream, type Logger, pino } from "pino";

const SEVERITY: Record<string, string> = {
  trace: "DEBUG",
  debug: "DEBUG",
  info: "INFO",
  warn: "WARNING",
  error: "ERROR",
  fatal: "CRITICAL",
};

/**
 * A logger that writes one JSON object per line in the shape Cloud Logging reads from a container's standard
 * output: `severity`, `message`, `time` (RFC 3339); see https://cloud.google.com/run/docs/logging and
 * https://cloud.google.com/logging/docs/structured-logging. Lines are written at once: one still on its way to a thread
 * when the process exits would come after the last, or not at all.
 */
export function createCloudLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    messageKey: "message",
    errorKey: "error",
    base: {},
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ severity: SEVERITY[label] ?? "DEFAULT" }) },
  };
  return pino(options, destination ?? pino.destination({ fd: process.stdout.fd, sync: true }));
}
