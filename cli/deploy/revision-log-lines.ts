import { Fault } from "../../faults/fault.ts";
import { firstEntries } from "../../release/log-entries.ts";
import { logFilter } from "../../release/log-filter.ts";
import { logLine } from "../print/log-line.ts";
import { type CloudAccess, connectRest, logSource } from "../target/google-clients.ts";

const LINES = 15;

/**
 * The last lines that a revision logged, oldest first. They explain a failure, and must not take its place: where the log cannot be
 * read, the only line says why.
 */
export async function revisionLogLines(
  access: CloudAccess,
  serviceName: string,
  revision: string,
): Promise<string[]> {
  const filter = logFilter({ serviceNames: [serviceName], revision });
  try {
    const listing = { filter, order: "newest first" } as const;
    const entries = await firstEntries(connectRest(access), logSource(access), listing, LINES);
    return entries.reverse().map(logLine);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return [`(its log could not be read: ${[error.message, ...error.evidence].join("; ")})`];
  }
}
