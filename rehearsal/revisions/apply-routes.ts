import type { ServiceDocument, TrafficTargetStatus } from "../contract.ts";
import type { Router } from "../routing/router.ts";
import type { RevisionPools } from "./pools.ts";
import { revisionName, shortName } from "./resource-name.ts";
import type { ServiceStore } from "./service-store.ts";

/**
 * Brings the router and the minimum of instances in line with what the service's `trafficStatuses` say. The statuses are the
 * truth, so a restarted rehearsal routes just as before.
 */
export async function applyRoutes(
  { store, router, pools }: { store: ServiceStore; router: Router; pools: RevisionPools },
  serviceName: string,
): Promise<void> {
  const service = store.service(serviceName);
  if (!service) return;
  const documents = new Map(store.revisions(serviceName).map((revision) => [revision.name, revision]));
  const routed = (service.trafficStatuses ?? []).flatMap((status) => {
    const revision = documents.get(revisionBehind(service, status) ?? "");
    return revision ? [{ status, revision, pool: pools.of(revision) }] : [];
  });
  await Promise.all(routed.map(({ status: { tag } }) => tag && router.tagUri(serviceName, tag)));
  await router.setRoutes(serviceName, {
    targets: routed.map(({ status, pool }) => ({ backend: pool, percent: status.percent ?? 0 })),
    tags: routed.flatMap(({ status: { tag }, pool }) => (tag ? [{ tag, backend: pool }] : [])),
  });
  const minimum = new Map(
    routed.map(({ revision }) => [
      revision.name,
      Math.max(revision.scaling?.minInstanceCount ?? 0, service.scaling?.minInstanceCount ?? 0),
    ]),
  );
  for (const pool of pools.startingWith(`${serviceName}/revisions/`)) {
    pool.setMinimum(minimum.get(pool.revision) ?? 0);
  }
}

function revisionBehind(service: ServiceDocument, { revision }: TrafficTargetStatus): string | undefined {
  return revision ? revisionName(service.name, shortName(revision)) : service.latestReadyRevision;
}
