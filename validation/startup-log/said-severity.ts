import { readLineStart } from "./line-start.ts";
import { type LogSeverity, severityNamed } from "./log-entry.ts";

/** Where an entry may say how grave it is. */
export interface SeveritySources {
  /** What Cloud Logging has it under. */
  severity?: unknown;
  /** Of a structured entry. */
  fields?: Record<string, unknown> | undefined;
  text: string;
}

/**
 * The severity that an entry has by the first that says one: Cloud Logging, the fields that logging libraries write, the beginning of
 * the text. Cloud Run stores what a program writes as text without a severity, and `DEFAULT` means that there is none.
 * https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry#LogSeverity
 */
export function saidSeverity({ severity, fields, text }: SeveritySources): LogSeverity {
  for (const said of [severity, fields?.severity, fields?.level, fields?.levelname]) {
    const named = severityNamed(said);
    if (named !== undefined && named !== "DEFAULT") return named;
  }
  return readLineStart(text).severity ?? "DEFAULT";
}
