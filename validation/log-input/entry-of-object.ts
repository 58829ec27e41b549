import { fromCloudLogging, isRecord, messageOf } from "../startup-log/cloud-logging-entry.ts";
import type { LogEntry } from "../startup-log/log-entry.ts";
import { saidSeverity } from "../startup-log/said-severity.ts";

const CLOUD_LOGGING_KEYS = ["logName", "insertId", "textPayload", "jsonPayload", "protoPayload"];

/** A JSON object of a log: an entry of Cloud Logging, one of `stage logs --json`, or a line that a program wrote. */
export function entryOfObject(object: Record<string, unknown>): LogEntry {
  if ("revision" in object && "timestamp" in object && !("message" in object))
    return entryOfStageLogs(object);
  if (CLOUD_LOGGING_KEYS.some((key) => key in object)) return fromCloudLogging(object);
  const time = object.time ?? object.timestamp ?? object["@timestamp"];
  const text = messageOf(object);
  return {
    text,
    severity: saidSeverity({ fields: object, text }),
    source: "container",
    fields: object,
    ...(typeof time === "string" ? { time } : {}),
  };
}

/** What `stage logs --json` prints of an entry; a request has no payload. */
function entryOfStageLogs({ payload, instance, ...entry }: Record<string, unknown>): LogEntry {
  return fromCloudLogging({
    ...entry,
    ...(typeof instance === "string" ? { labels: { instanceId: instance } } : {}),
    ...(isRecord(payload) ? { jsonPayload: payload } : { textPayload: String(payload ?? "") }),
    ...(payload === undefined ? { httpRequest: entry.httpRequest ?? {} } : {}),
  });
}
