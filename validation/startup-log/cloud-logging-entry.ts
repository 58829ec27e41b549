import type { LogEntry } from "./log-entry.ts";
import { saidSeverity } from "./said-severity.ts";

const AUDIT_LOGS = "cloudaudit.googleapis.com";

/**
 * The parts of Cloud Logging's LogEntry that are read, as its REST API and `gcloud logging read` write them.
 * https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry
 */
export interface CloudLoggingEntry {
  logName?: string | null;
  /** RFC 3339, or a Date where a client library has read it. */
  timestamp?: unknown;
  receiveTimestamp?: unknown;
  severity?: unknown;
  textPayload?: string | null;
  jsonPayload?: unknown;
  /** An AuditLog: https://cloud.google.com/logging/docs/reference/audit/auditlog/rest/Shared.Types/AuditLog */
  protoPayload?: unknown;
  labels?: Record<string, string> | null;
  httpRequest?: {
    requestMethod?: string | null;
    requestUrl?: string | null;
    status?: number | null;
  } | null;
}

/** An entry of Cloud Logging as the audit reads it; undefined where it tells nothing of the service itself. */
export function fromCloudLogging(entry: CloudLoggingEntry): LogEntry | undefined {
  if (isAskedOfProject(entry)) return undefined;
  const fields = isRecord(entry.jsonPayload) ? entry.jsonPayload : undefined;
  const time = timeText(entry.timestamp ?? entry.receiveTimestamp);
  const status = entry.httpRequest?.status;
  const text = textOf(entry, fields);
  return {
    text,
    severity: saidSeverity({ severity: entry.severity, fields, text }),
    source: sourceOf(entry),
    ...(time === undefined ? {} : { time }),
    ...(entry.labels?.instanceId ? { instance: entry.labels.instanceId } : {}),
    ...(typeof status === "number" ? { httpStatus: status } : {}),
    ...(fields ? { fields } : {}),
  };
}

/**
 * Audit logs hold what somebody asked of the project's API, whether it was granted or not; only those of system events tell what Cloud
 * Run did. https://cloud.google.com/logging/docs/audit#types
 */
function isAskedOfProject({ logName }: CloudLoggingEntry): boolean {
  return Boolean(logName?.includes(AUDIT_LOGS)) && !logName?.endsWith("system_event");
}

/** https://cloud.google.com/run/docs/logging#log-types */
function sourceOf({ logName, httpRequest }: CloudLoggingEntry): LogEntry["source"] {
  if (logName?.endsWith("varlog%2Fsystem") || logName?.includes(AUDIT_LOGS)) return "platform";
  return logName?.endsWith("%2Frequests") || (!logName && httpRequest) ? "request" : "container";
}

function textOf(entry: CloudLoggingEntry, fields: Record<string, unknown> | undefined): string {
  if (typeof entry.textPayload === "string") return entry.textPayload;
  if (fields) return messageOf(fields);
  if (isRecord(entry.protoPayload)) return auditText(entry.protoPayload);
  const { requestMethod, requestUrl, status } = entry.httpRequest ?? {};
  return [requestMethod, requestUrl, status].filter((part) => part !== undefined && part !== null).join(" ");
}

function auditText({ status, methodName }: Record<string, unknown>): string {
  const message = isRecord(status) ? status.message : undefined;
  return String(message || methodName || "");
}

/** The message of a structured entry, with that of the error it carries: a stack trace is what tells most. */
export function messageOf(fields: Record<string, unknown>): string {
  const message = [fields.message, fields.msg].find((value) => typeof value === "string");
  const error = fields.error ?? fields.err ?? fields.exc_info ?? fields.exception;
  const detail = isRecord(error) ? (error.stack ?? error.message) : error;
  const parts = [message, detail].filter((part) => typeof part === "string" && part !== "");
  return parts.length === 0 ? jsonText(fields) : parts.join(": ");
}

function jsonText(fields: Record<string, unknown>): string {
  try {
    return JSON.stringify(fields);
  } catch (error) {
    if (error instanceof RangeError) return "(an entry that is nested too deep to be shown)";
    throw error;
  }
}

function timeText(time: unknown): string | undefined {
  if (time instanceof Date) return time.toISOString();
  return typeof time === "string" && time !== "" ? time : undefined;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
