import { randomUUID } from "node:crypto";
import type { LogEntry, Store } from "../../contract.ts";
import type { Cloud, Handler, Handlers } from "../cloud.ts";
import { invalidArgument } from "../google-error.ts";
import { type PageRequest, page } from "../pagination.ts";
import { checkFilter } from "./check-filter.ts";
import { matchesFilter } from "./match-filter.ts";
import { type Filter, parseFilter } from "./parse-filter.ts";

interface ListRequest extends PageRequest {
  resourceNames?: string[];
  filter?: string;
  orderBy?: string;
}

interface WriteRequest {
  logName?: string;
  resource?: LogEntry["resource"];
  labels?: Record<string, string>;
  entries?: Partial<LogEntry>[];
  dryRun?: boolean;
}

const LOGGING = "google.logging.v2.LoggingServiceV2";

/** Log entries: https://cloud.google.com/logging/docs/reference/v2/rest/v2/entries */
export function logHandlers(cloud: Cloud): Handlers {
  return {
    [`${LOGGING}.ListLogEntries`]: (request: ListRequest) => listEntries(cloud, request),
    [`${LOGGING}.WriteLogEntries`]: (request: WriteRequest) => writeEntries(cloud, request),
  } satisfies Record<string, Handler>;
}

/** Oldest first unless `timestamp desc` is asked for. */
function listEntries(cloud: Cloud, request: ListRequest): object {
  const { resourceNames = [], filter = "", orderBy = "timestamp asc" } = request;
  checkResourceNames(cloud, resourceNames);
  if (!/^timestamp( (asc|desc))?$/.test(orderBy)) {
    throw invalidArgument([
      { field: "order_by", description: `order_by must be "timestamp asc" or "timestamp desc": ${orderBy}` },
    ]);
  }
  const parsed = parseFilter(filter);
  checkFilter(parsed);
  const query = { ...boundsOf(parsed), newestFirst: orderBy.endsWith("desc") };
  const matching = cloud.store.queryLogs(query).filter((entry) => matchesFilter(entry, parsed));
  const { items, nextPageToken } = page(matching, request, 50);
  return { entries: items, nextPageToken };
}

/** What the store can look up by index; the rest of the filter is applied to what it finds. */
function boundsOf(
  filter: Filter,
): Pick<Parameters<Store["queryLogs"]>[0], "service" | "revision" | "since" | "until"> {
  const parts = filter.kind === "all" ? filter.of : [filter];
  const comparedWith = (field: string, operators: string[]) => {
    const found = parts.find(
      (part) => part.kind === "comparison" && part.field === field && operators.includes(part.operator),
    );
    return found?.kind === "comparison" ? found.value : undefined;
  };
  const bounds = {
    service: comparedWith("resource.labels.service_name", ["="]),
    revision: comparedWith("resource.labels.revision_name", ["="]),
    since: comparedWith("timestamp", [">", ">="]),
    until: comparedWith("timestamp", ["<", "<="]),
  };
  return Object.fromEntries(Object.entries(bounds).filter(([, value]) => value !== undefined));
}

function checkResourceNames({ project, projectNumber }: Cloud, resourceNames: string[]): void {
  const known = [`projects/${project}`, `projects/${projectNumber}`];
  const violations = resourceNames
    .filter((name) => !known.includes(name))
    .map((name) => ({ field: "resource_names", description: `Invalid resource name: ${name}` }));
  if (violations.length > 0) throw invalidArgument(violations);
}

function writeEntries({ store, clock }: Cloud, { entries = [], dryRun, ...shared }: WriteRequest): object {
  const now = clock().toISOString();
  const complete = entries.map((entry, index) => completeEntry(entry, shared, now, index));
  if (!dryRun) store.appendLogs(complete);
  return {};
}

function completeEntry(entry: Partial<LogEntry>, shared: WriteRequest, now: string, index: number): LogEntry {
  const logName = entry.logName ?? shared.logName;
  const resource = entry.resource ?? shared.resource;
  if (!logName || !resource) {
    const missing = logName ? "resource" : "log_name";
    throw invalidArgument([
      { field: `entries[${index}].${missing}`, description: `Required field ${missing} is not set.` },
    ]);
  }
  return {
    severity: "DEFAULT",
    timestamp: now,
    insertId: randomUUID(),
    ...entry,
    labels: { ...shared.labels, ...entry.labels },
    receiveTimestamp: now,
    logName,
    resource: { ...resource, labels: resource.labels ?? {} },
  };
}
