import { logLine } from "../print/log-line.ts";
import type { CloudAccess } from "../target/google-clients.ts";
import { connectLogging } from "../target/google-clients.ts";

const LINES = 15;

/** The last lines that a revision logged, oldest first. */
export async function revisionLogLines(
  access: CloudAccess,
  serviceName: string,
  revision: string,
): Promise<string[]> {
  const logging = await connectLogging(access);
  const filter = [
    'resource.type="cloud_run_revision"',
    `resource.labels.service_name="${serviceName}"`,
    `resource.labels.revision_name="${revision}"`,
  ].join(" AND ");
  const [entries] = await logging.getEntries({
    filter,
    orderBy: "timestamp desc",
    pageSize: LINES,
    autoPaginate: false,
  });
  return entries.reverse().map((entry) => logLine(entry.metadata, entry.data));
}
