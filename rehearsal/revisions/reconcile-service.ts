import { ApiError, type RevisionDocument, type ServiceDocument } from "../contract.ts";
import type { Router } from "../routing/router.ts";
import { applyRoutes } from "./apply-routes.ts";
import { chooseRevision } from "./choose-revision.ts";
import {
  isReady,
  type Outcome,
  readyCondition,
  readyService,
  reconcilingService,
  refusedService,
  revisionConditions,
  revisionFailedService,
  type ServiceConditions,
} from "./conditions.ts";
import { needsDeployment } from "./deploy-policy.ts";
import type { RevisionPools } from "./pools.ts";
import { shortName } from "./resource-name.ts";
import type { ServiceStore } from "./service-store.ts";
import { InstanceNotReady } from "./start-failure.ts";
import { declaredTraffic, heldStatuses, resolveTraffic, trafficStatuses } from "./traffic-status.ts";

/** What a reconciliation acts on. */
export interface Reconciler {
  store: ServiceStore;
  router: Router;
  pools: RevisionPools;
  now(): string;
}

/**
 * Brings one service to what its document declares: revision, readiness, traffic, conditions. A revision that fails leaves the
 * traffic where it was.
 */
export async function reconcileService(reconciler: Reconciler, serviceName: string): Promise<void> {
  const { store, now } = reconciler;
  const service = store.service(serviceName);
  if (!service) return;
  let chosen: ReturnType<typeof chooseRevision>;
  try {
    chosen = chooseRevision(service, store.revisions(serviceName), now());
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    settle(reconciler, service, {}, refusedService("ConfigurationsReady", error.message, now()));
    return;
  }
  const revision = await deploy(reconciler, service, chosen);
  await shiftTraffic(reconciler, service, revision);
}

/** The revision as it is now: as it was before, or after starting its first instance. */
async function deploy(
  { store, pools, now }: Reconciler,
  service: ServiceDocument,
  { revision, isNew }: ReturnType<typeof chooseRevision>,
): Promise<RevisionDocument> {
  const needed = isNew || needsDeployment(service, revision);
  if (isNew) store.addRevision({ ...revision, conditions: revisionConditions({ state: "starting" }, now()) });
  store.updateService(service.name, {
    latestCreatedRevision: revision.name,
    ...(needed ? { reconciling: true, ...reconcilingService(now()) } : {}),
  });
  if (!needed) return revision;
  const outcome = await firstInstance(pools, revision);
  const change = {
    conditions: revisionConditions(outcome, now()),
    reconciling: false,
    observedGeneration: revision.generation,
    updateTime: now(),
  };
  store.updateRevision(revision.name, change);
  return { ...revision, ...change };
}

async function firstInstance(pools: RevisionPools, revision: RevisionDocument): Promise<Outcome> {
  try {
    await pools.of(revision).startFirst();
    return { state: "ready" };
  } catch (error) {
    if (error instanceof InstanceNotReady) return { state: "failed", failure: error.failure };
    throw error;
  }
}

async function shiftTraffic(
  reconciler: Reconciler,
  service: ServiceDocument,
  revision: RevisionDocument,
): Promise<void> {
  const { store, router, now } = reconciler;
  const latestReady = isReady(revision) ? revision.name : service.latestReadyRevision;
  const { resolved, unknown } = resolveTraffic(
    declaredTraffic(service.traffic),
    latestReady && shortName(latestReady),
    store.readyRevisionIds(service.name),
  );
  const tags = resolved.flatMap(({ target: { tag } }) => (tag ? [tag] : []));
  const uris = new Map(
    await Promise.all(tags.map(async (tag) => [tag, await router.tagUri(service.name, tag)] as const)),
  );
  const statuses =
    unknown.length === 0
      ? trafficStatuses(resolved, (tag) => uris.get(tag) ?? "")
      : heldStatuses(service, latestReady);
  settle(
    reconciler,
    service,
    { trafficStatuses: statuses, ...(latestReady ? { latestReadyRevision: latestReady } : {}) },
    serviceConditions(revision, unknown, now()),
  );
  await applyRoutes(reconciler, service.name);
}

function serviceConditions(revision: RevisionDocument, unknown: string[], now: string): ServiceConditions {
  if (!isReady(revision)) {
    return revisionFailedService(shortName(revision.name), readyCondition(revision)?.message ?? "", now);
  }
  if (unknown.length === 0) return readyService(now);
  const names = unknown.map((id) => `'${id}'`).join(", ");
  return refusedService("RoutesReady", `Revision ${names} is not ready and cannot serve traffic.`, now);
}

function settle(
  { store }: Reconciler,
  service: ServiceDocument,
  change: Partial<ServiceDocument>,
  conditions: ServiceConditions,
): void {
  store.updateService(service.name, {
    ...change,
    ...conditions,
    reconciling: false,
    observedGeneration: service.generation,
  });
}
