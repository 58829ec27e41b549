import type { RestClient } from "../../release/rest/rest-client.ts";
import type { LogQuestion } from "../../validation/cloud-questions.ts";
import {
  type CloudLoggingEntry,
  fromCloudLogging,
} from "../../validation/startup-log/cloud-logging-entry.ts";
import type { LogEntry } from "../../validation/startup-log/log-entry.ts";

/** The largest page that Cloud Logging gives; a start logs some dozens of entries. */
const ENTRIES = 1000;

/** Where entries are read. */
export interface LogSource {
  /** Such as `https://logging.googleapis.com`, without a slash at its end. */
  baseUrl: string;
  project: string;
  /** Short name of the service. */
  service: string;
}

/**
 * The first entries of a revision in that time, the oldest first.
 * https://cloud.google.com/logging/docs/reference/v2/rest/v2/entries/list
 */
export async function readLog(
  rest: RestClient,
  { baseUrl, project, service }: LogSource,
  revision: string,
  { since, until, platformOnly }: LogQuestion,
): Promise<LogEntry[]> {
  const filter = [
    'resource.type="cloud_run_revision"',
    `resource.labels.service_name="${service}"`,
    `resource.labels.revision_name="${revision}"`,
    `timestamp>="${since.toISOString()}"`,
    ...(until ? [`timestamp<="${until.toISOString()}"`] : []),
    ...(platformOnly ? [`logName="projects/${project}/logs/run.googleapis.com%2Fvarlog%2Fsystem"`] : []),
  ].join(" AND ");
  const { entries = [] } = await rest<{ entries?: CloudLoggingEntry[] }>({
    ...{ method: "POST", url: `${baseUrl}/v2/entries:list` },
    body: {
      resourceNames: [`projects/${project}`],
      ...{ filter, orderBy: "timestamp asc", pageSize: ENTRIES },
    },
  });
  return entries.map(fromCloudLogging);
}
