import { rollbackCandidates } from "../traffic/rollback-target.ts";
import type { CloudRun, LiveRevision, LiveService } from "./live-service.ts";
import { historyOf } from "./marks.ts";

/** The revisions that are worth showing. */
export interface ListedRevisions {
  /** Newest first. */
  revisions: LiveRevision[];
  /** Whether there are older ones beside them. */
  olderLeftOut: boolean;
}

const NEWEST = 10;

/**
 * The newest revisions, and of the older ones those that are routed to or could be rolled back to: with a thousand of them it takes
 * as long as with ten.
 */
export async function listRevisions(
  cloudRun: CloudRun,
  serviceName: string,
  service: LiveService,
): Promise<ListedRevisions> {
  const newest = await firstPage(cloudRun.revisionPages(serviceName, NEWEST + 1));
  const shown = newest.slice(0, NEWEST);
  const named = [
    ...service.traffic.map(({ revision }) => revision),
    ...rollbackCandidates(historyOf(service), undefined).map(({ revision }) => revision),
  ];
  const missing = [...new Set(named)].filter((name) => !shown.some((revision) => revision.name === name));
  const older = await Promise.all(missing.map((name) => cloudRun.revision(serviceName, name)));
  const revisions = [...shown, ...older.flatMap((revision) => revision ?? [])];
  return {
    revisions: revisions.sort((one, other) => other.createdAt.getTime() - one.createdAt.getTime()),
    olderLeftOut: newest.length > NEWEST,
  };
}

async function firstPage(pages: AsyncIterable<LiveRevision[]>): Promise<LiveRevision[]> {
  for await (const page of pages) return page;
  return [];
}
