import type { RevisionDocument, ServiceDocument } from "../contract.ts";
import { minimumInstances } from "./apply-routes.ts";
import type { RevisionPools } from "./pools.ts";

/** A service with requests in the last minute has traffic. */
const RECENT_SECONDS = 60;

/** A revision that is about to get a share of the traffic. */
export interface ComingTarget {
  revision: RevisionDocument;
  percent: number;
}

/**
 * Starts instances of revisions that have none, before traffic goes there, where the minimum of instances asks for it or the
 * service has traffic now: its requests then meet a started instance. Where none starts the traffic goes there all the same, and
 * requests are held as in any cold start. This is the rehearsal's own: Cloud Run's page says only that requests are not dropped
 * (https://cloud.google.com/run/docs/rollouts-rollbacks-traffic-migration).
 */
export async function warmTargets(
  pools: RevisionPools,
  service: ServiceDocument,
  targets: ComingTarget[],
): Promise<void> {
  const present = pools.startingWith(`${service.name}/revisions/`);
  const hasTraffic = present.some(({ unusedSeconds }) => unusedSeconds < RECENT_SECONDS);
  const pending = present.reduce((sum, pool) => sum + pool.pending, 0);
  await Promise.all(
    targets.map(async ({ revision, percent }) => {
      const pool = pools.of(revision);
      if (percent === 0 || pool.instanceCount > 0) return;
      if (!hasTraffic && minimumInstances(service, revision) === 0) return;
      await pool.warm((pending * percent) / 100);
    }),
  );
}
