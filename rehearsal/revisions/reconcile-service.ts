import { ApiError, type RevisionDocument, type ServiceDocument } from "../contract.ts";
import type { RoutingParts } from "./apply-routes.ts";
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
import { revisionName, shortName } from "./resource-name.ts";
import { hasConfiguration } from "./revision-document.ts";
import type { ServiceStore } from "./service-store.ts";
import { shiftTraffic } from "./shift-traffic.ts";
import { InstanceNotReady } from "./start-failure.ts";

/** What a reconciliation acts on. */
export interface Reconciler extends RoutingParts {
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
    chosen = chooseRevision(service, existingRevisions(store, service), now());
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    settle(reconciler, service, refusedService("ConfigurationsReady", error.message, now()));
    return;
  }
  const revision = await deploy(reconciler, service, chosen);
  const latestReady = isReady(revision) ? revision.name : service.latestReadyRevision;
  const shifted = await shiftTraffic(reconciler, service, latestReady);
  // What has overtaken this change is next in the queue, and settles the service.
  if (shifted === "overtaken") return;
  settle(reconciler, service, serviceConditions(revision, shifted.unknown, now()));
}

/** The service's revisions, as far as the choice depends on them: of a thousand, most often one. */
function existingRevisions(store: ServiceStore, service: ServiceDocument): RevisionDocument[] {
  const { template, latestCreatedRevision } = service;
  const current = template.revision ?? latestCreatedRevision;
  const found = current ? store.revision(revisionName(service.name, current)) : undefined;
  if (template.revision) return found ? [found] : [];
  return found && hasConfiguration(found, template) ? [found] : store.revisions(service.name);
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

function serviceConditions(revision: RevisionDocument, unknown: string[], now: string): ServiceConditions {
  if (!isReady(revision)) {
    return revisionFailedService(shortName(revision.name), readyCondition(revision)?.message ?? "", now);
  }
  if (unknown.length === 0) return readyService(now);
  const names = unknown.map((id) => `'${id}'`).join(", ");
  return refusedService("RoutesReady", `Revision ${names} is not ready and cannot serve traffic.`, now);
}

function settle({ store }: Reconciler, service: ServiceDocument, conditions: ServiceConditions): void {
  store.updateService(service.name, {
    ...conditions,
    reconciling: false,
    observedGeneration: service.generation,
  });
}
