import { fromCloudLogging, isRecord, messageOf } from "../startup-log/cloud-logging-entry.ts";
import { type LogEntry, severityNamed } from "../startup-log/log-entry.ts";

const CLOUD_LOGGING_KEYS = ["logName", "insertId", "textPayload", "jsonPayload", "protoPayload"];

/** A JSON object of a log: an entry of Cloud Logging, one of `stage logs --json`, or a line that a program wrote. */
export function entryOfObject(object: Record<string, unknown>): LogEntry {
  if (CLOUD_LOGGING_KEYS.some((key) => key in object)) return fromCloudLogging(object);
  if ("payload" in object && "timestamp" in object) {
    const { payload, ...entry } = object;
    return fromCloudLogging({
      ...entry,
      ...(isRecord(payload) ? { jsonPayload: payload } : { textPayload: String(payload ?? "") }),
    });
  }
  const time = object.time ?? object.timestamp ?? object["@timestamp"];
  return {
    text: messageOf(object),
    severity: severityNamed(object.severity ?? object.level ?? object.levelname) ?? "DEFAULT",
    source: "container",
    fields: object,
    ...(typeof time === "string" ? { time } : {}),
  };
}
