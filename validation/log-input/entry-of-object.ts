import {
  type CloudLoggingEntry,
  fromCloudLogging,
  isRecord,
  messageOf,
} from "../startup-log/cloud-logging-entry.ts";
import type { LogEntry } from "../startup-log/log-entry.ts";
import { saidSeverity } from "../startup-log/said-severity.ts";

const CLOUD_LOGGING_KEYS = ["logName", "insertId", "textPayload", "jsonPayload", "protoPayload"];

/** The last moment that a Date can hold: https://tc39.es/ecma262/#sec-time-values-and-time-range */
const LATEST_MS = 8.64e15;

/**
 * A JSON object of a log: an entry of Cloud Logging, one of `stage logs --json`, or a line that a program wrote; undefined where it
 * tells nothing of the service itself.
 */
export function entryOfObject(object: Record<string, unknown>): LogEntry | undefined {
  if ("revision" in object && "timestamp" in object && !("message" in object))
    return entryOfStageLogs(object);
  if (CLOUD_LOGGING_KEYS.some((key) => key in object)) return fromCloudLogging(object);
  const time = timeOf(object.time ?? object.timestamp ?? object["@timestamp"]);
  const text = messageOf(object);
  return {
    text,
    severity: saidSeverity({ fields: object, text }),
    source: "container",
    fields: object,
    ...(time === undefined ? {} : { time }),
  };
}

/** RFC 3339 as it stands there, or pino's milliseconds since 1970; undefined for what is no time. */
function timeOf(said: unknown): string | undefined {
  if (typeof said === "string") return Number.isNaN(Date.parse(said)) ? undefined : said;
  if (typeof said !== "number" || Math.abs(said) > LATEST_MS) return undefined;
  return new Date(said).toISOString();
}

/** What `stage logs --json` prints of an entry; a request has no payload. */
function entryOfStageLogs({ payload, instance, ...entry }: Record<string, unknown>): LogEntry | undefined {
  return fromCloudLogging({
    ...entry,
    ...(typeof instance === "string" ? { labels: { instanceId: instance } } : {}),
    ...payloadField(payload),
    ...(payload === undefined ? { httpRequest: entry.httpRequest ?? {} } : {}),
  });
}

/** Which payload it was: one of Google's own messages names its type. */
function payloadField(
  payload: unknown,
): Pick<CloudLoggingEntry, "textPayload" | "jsonPayload" | "protoPayload"> {
  if (!isRecord(payload)) return { textPayload: String(payload ?? "") };
  return "@type" in payload ? { protoPayload: payload } : { jsonPayload: payload };
}
