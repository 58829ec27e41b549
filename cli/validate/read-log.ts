import { firstEntries, type LogSource } from "../../release/log-entries.ts";
import { logFilter } from "../../release/log-filter.ts";
import type { RestClient } from "../../release/rest/rest-client.ts";
import type { LogQuestion } from "../../validation/cloud-questions.ts";
import { fromCloudLogging } from "../../validation/startup-log/cloud-logging-entry.ts";
import type { LogEntry } from "../../validation/startup-log/log-entry.ts";

/** A start logs some dozens of entries. */
const ENTRIES = 1000;

/** Whose entries are read. */
export interface ServiceLog extends LogSource {
  /** Short name of the service. */
  service: string;
}

/** The first entries of a revision in that time, the oldest first. */
export async function readLog(
  rest: RestClient,
  { service, ...source }: ServiceLog,
  revision: string,
  { since, until, platformOnly }: LogQuestion,
): Promise<LogEntry[]> {
  const platformLog = `projects/${source.project}/logs/run.googleapis.com%2Fvarlog%2Fsystem`;
  const filter = logFilter({
    ...{ serviceNames: [service], revision, since },
    ...(until ? { until } : {}),
    ...(platformOnly ? { logName: platformLog } : {}),
  });
  const entries = await firstEntries(rest, source, { filter, order: "oldest first" }, ENTRIES);
  return entries.map(fromCloudLogging).filter((entry) => entry !== undefined);
}
