import type { LogEntryDocument } from "../../release/log-entries.ts";

/** A log entry as one line: time, severity, message. Of a JSON payload the message comes first, then the other fields. */
export function logLine(entry: LogEntryDocument): string {
  const { timestamp = "", severity = "DEFAULT" } = entry;
  return `${timestamp} ${severity.padEnd(7)} ${messageOf(entry)}`.trimEnd();
}

/** What the entry carries, whichever its kind. */
export function payloadOf({ textPayload, jsonPayload, protoPayload }: LogEntryDocument): unknown {
  return textPayload ?? jsonPayload ?? protoPayload;
}

function messageOf(entry: LogEntryDocument): string {
  const payload = payloadOf(entry);
  if (typeof payload === "string") return payload;
  const { message, ...others } = { ...(payload as Record<string, unknown> | undefined) };
  const { requestMethod = "", requestUrl = "", status = "" } = entry.httpRequest ?? {};
  const request = entry.httpRequest ? [`${requestMethod} ${requestUrl} ${status}`.trim()] : [];
  const pairs = Object.entries(others).map(([name, value]) => `${name}=${compact(value)}`);
  return [...request, ...(message === undefined ? [] : [String(message)]), ...pairs].join(" ");
}

function compact(value: unknown): string {
  return typeof value === "string" && !/\s/.test(value) ? value : JSON.stringify(value);
}
