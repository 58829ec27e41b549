/** The parts of a log entry that are shown; Google's client types them wider. */
export interface LogMetadata {
  timestamp?: unknown;
  severity?: unknown;
  resource?: { labels?: Record<string, string> | null } | null;
  httpRequest?: { requestMethod?: string | null; requestUrl?: string | null; status?: number | null } | null;
}

/** A log entry as one line: time, severity, message. Of a JSON payload the message comes first, then the other fields. */
export function logLine(metadata: LogMetadata, data: unknown): string {
  const severity = String(metadata.severity ?? "DEFAULT").padEnd(7);
  return `${timeOf(metadata.timestamp)} ${severity} ${messageOf(metadata, data)}`.trimEnd();
}

function timeOf(timestamp: unknown): string {
  if (timestamp instanceof Date) return timestamp.toISOString();
  return typeof timestamp === "string" ? timestamp : "";
}

function messageOf({ httpRequest }: LogMetadata, data: unknown): string {
  if (typeof data === "string") return data;
  const fields = typeof data === "object" && data !== null ? (data as Record<string, unknown>) : {};
  const { message, ...others } = fields;
  const request = httpRequest
    ? [
        `${httpRequest.requestMethod ?? ""} ${httpRequest.requestUrl ?? ""} ${httpRequest.status ?? ""}`.trim(),
      ]
    : [];
  const pairs = Object.entries(others).map(([name, value]) => `${name}=${compact(value)}`);
  return [...request, ...(message === undefined ? [] : [String(message)]), ...pairs].join(" ");
}

function compact(value: unknown): string {
  return typeof value === "string" && !/\s/.test(value) ? value : JSON.stringify(value);
}
