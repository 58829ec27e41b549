import type { RevisionDocument, ServiceDocument, TrafficTargetStatus } from "../contract.ts";
import type { Router } from "../routing/router.ts";
import type { RevisionPools } from "./pools.ts";
import { revisionName, shortName } from "./resource-name.ts";
import type { ServiceStore } from "./service-store.ts";

/** What routes are made of. */
export interface RoutingParts {
  store: ServiceStore;
  router: Router;
  pools: RevisionPools;
}

/**
 * Brings the router and the minimum of instances in line with what the service's `trafficStatuses` say. The statuses are the
 * truth, so a restarted rehearsal routes just as before. It reads and routes at once: nothing can come in between.
 */
export function applyRoutes({ store, router, pools }: RoutingParts, serviceName: string): void {
  const service = store.service(serviceName);
  if (!service) return;
  const routed = (service.trafficStatuses ?? []).flatMap((status) => {
    const revision = store.revision(revisionBehind(service, status) ?? "");
    return revision ? [{ status, revision, pool: pools.of(revision) }] : [];
  });
  router.setRoutes(serviceName, {
    targets: routed.map(({ status, pool }) => ({ backend: pool, percent: status.percent ?? 0 })),
    tags: routed.flatMap(({ status: { tag }, pool }) => (tag ? [{ tag, backend: pool }] : [])),
  });
  const minimum = new Map(routed.map(({ revision }) => [revision.name, minimumInstances(service, revision)]));
  for (const pool of pools.startingWith(`${serviceName}/revisions/`)) {
    pool.setMinimum(minimum.get(pool.revision) ?? 0);
  }
}

/** The addresses of the service's tags listen; resolves with them. */
export async function openTags(
  router: Router,
  serviceName: string,
  tags: string[],
): Promise<Map<string, string>> {
  return new Map(
    await Promise.all(tags.map(async (tag) => [tag, await router.tagUri(serviceName, tag)] as const)),
  );
}

/** Instances that a revision keeps while traffic or a tag leads to it. */
export function minimumInstances(service: ServiceDocument, revision: RevisionDocument): number {
  return Math.max(revision.scaling?.minInstanceCount ?? 0, service.scaling?.minInstanceCount ?? 0);
}

function revisionBehind(service: ServiceDocument, { revision }: TrafficTargetStatus): string | undefined {
  return revision ? revisionName(service.name, shortName(revision)) : service.latestReadyRevision;
}
