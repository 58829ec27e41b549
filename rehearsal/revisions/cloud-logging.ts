import { randomUUID } from "node:crypto";
import type { Json, LogEntry } from "../contract.ts";
import { loggedRequest } from "./logged-request.ts";
import { parseServiceName, serviceOfRevision, shortName } from "./resource-name.ts";

/** The logs that Cloud Run writes to, by the last part of their names. */
export type LogStream = "stdout" | "stderr" | "requests" | "varlog/system";

/** Where entries of one revision's instance belong. */
export interface LogOrigin {
  /** Full name of the revision. */
  revision: string;
  instanceId: string;
}

const SEVERITIES = new Set("DEFAULT DEBUG INFO NOTICE WARNING ERROR CRITICAL ALERT EMERGENCY".split(" "));
const SEVERITY_ALIASES: Record<string, string> = { WARN: "WARNING", ERR: "ERROR", FATAL: "CRITICAL" };

/** An entry without payload, with the labels that Cloud Run gives. */
export function logEntry(origin: LogOrigin, stream: LogStream, severity: string, now = new Date()): LogEntry {
  const { logNames, resource } = sourceOf(origin.revision);
  const timestamp = now.toISOString();
  return {
    ...{
      insertId: randomUUID(),
      logName: logNames[stream],
      timestamp,
      receiveTimestamp: timestamp,
      severity,
    },
    ...{ resource, labels: { instanceId: origin.instanceId } },
  };
}

/** What all entries of a revision have in common. */
interface LogSource {
  logNames: Record<LogStream, string>;
  resource: LogEntry["resource"];
}

const sources = new Map<string, LogSource>();

/** Two entries come with every request; the thousand revisions that a service may have fit in memory. */
function sourceOf(revision: string): LogSource {
  const known = sources.get(revision);
  if (known) return known;
  const { project, location, service } = parseServiceName(serviceOfRevision(revision));
  const log = (name: string) => `projects/${project}/logs/run.googleapis.com%2F${name}`;
  const source: LogSource = {
    logNames: {
      ...{ stdout: log("stdout"), stderr: log("stderr"), requests: log("requests") },
      "varlog/system": log("varlog%2Fsystem"),
    },
    resource: {
      type: "cloud_run_revision",
      labels: {
        project_id: project,
        location,
        service_name: service,
        configuration_name: service,
        revision_name: shortName(revision),
      },
    },
  };
  sources.set(revision, source);
  return source;
}

/** What the platform itself says of an instance. */
export function systemEntry(origin: LogOrigin, severity: string, textPayload: string): LogEntry {
  return { ...logEntry(origin, "varlog/system", severity), textPayload };
}

/**
 * One line that a program wrote. A JSON object becomes the payload, with the special fields taken out of it; anything
 * else is text (https://cloud.google.com/run/docs/logging#using-json,
 * https://cloud.google.com/logging/docs/structured-logging#special-payload-fields).
 */
export function lineEntry(origin: LogOrigin, stream: "stdout" | "stderr", line: string): LogEntry {
  const entry = logEntry(origin, stream, "DEFAULT");
  const payload = jsonObject(line);
  if (payload === undefined) return { ...entry, textPayload: line };
  const { severity, httpRequest, time, timestamp, ...rest } = payload;
  const {
    "logging.googleapis.com/labels": labels,
    "logging.googleapis.com/insertId": insertId,
    "logging.googleapis.com/trace": trace,
    "logging.googleapis.com/spanId": spanId,
    ...others
  } = rest;
  const request = loggedRequest.safeParse(httpRequest).success;
  const jsonPayload = request || httpRequest === undefined ? others : { ...others, httpRequest };
  return {
    ...entry,
    severity: severityOf(severity),
    ...timeOf(time ?? timestamp),
    ...(typeof insertId === "string" ? { insertId } : {}),
    ...(typeof trace === "string" ? { trace } : {}),
    ...(typeof spanId === "string" ? { spanId } : {}),
    ...(request && isObject(httpRequest) ? { httpRequest } : {}),
    ...(isObject(labels) ? { labels: { ...entry.labels, ...stringsOf(labels) } } : {}),
    ...payloadOf(jsonPayload),
  };
}

/** A payload of nothing but a message is text, as the logging agent does it. */
function payloadOf(payload: { [key: string]: Json }): Pick<LogEntry, "textPayload" | "jsonPayload"> {
  const { message, ...others } = payload;
  if (typeof message === "string" && Object.keys(others).length === 0) return { textPayload: message };
  return { jsonPayload: payload };
}

function jsonObject(line: string): { [key: string]: Json } | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    const value: Json = HALF_CHARACTER.test(line) ? JSON.parse(line, wellFormed) : JSON.parse(line);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** An escaped half of a character: programs cut texts between the halves, and an API's answer cannot hold one. */
const HALF_CHARACTER = /\\u[dD][89a-fA-F]/;

function wellFormed(_key: string, value: Json): Json {
  if (typeof value === "string") return value.toWellFormed();
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name.toWellFormed(), field]));
}

function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function severityOf(value: Json | undefined): string {
  const name = typeof value === "string" ? value.toUpperCase() : "DEFAULT";
  const severity = SEVERITY_ALIASES[name] ?? name;
  return SEVERITIES.has(severity) ? severity : "DEFAULT";
}

/** Times of the years 1 to 9999 are what an entry can have. */
function timeOf(value: Json | undefined): { timestamp?: string } {
  const time = new Date(typeof value === "string" ? value : Number.NaN);
  const year = time.getUTCFullYear();
  return year >= 1 && year <= 9999 ? { timestamp: time.toISOString() } : {};
}

function stringsOf(labels: { [key: string]: Json }): Record<string, string> {
  const asText = (value: Json) => (typeof value === "string" ? value : JSON.stringify(value));
  return Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, asText(value)]));
}
