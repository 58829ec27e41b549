import { isDeepStrictEqual } from "node:util";
import type { RevisionDocument, ServiceDocument } from "../contract.ts";
import { applyRoutes, openTags, type RoutingParts } from "./apply-routes.ts";
import { isReady } from "./conditions.ts";
import { revisionName, shortName } from "./resource-name.ts";
import {
  declaredTraffic,
  followsLatest,
  heldStatuses,
  type ResolvedTarget,
  resolveTraffic,
  trafficStatuses,
} from "./traffic-status.ts";
import { warmTargets } from "./warm-targets.ts";

/**
 * Sends the service's traffic where its document says, with `latestReady` (a full name) as the latest revision. Resolves with the
 * IDs of declared revisions that cannot serve: then the traffic stays where it was. Resolves with `overtaken` where the document
 * has changed while instances were being started: that change is for its own reconciliation.
 */
export async function shiftTraffic(
  parts: RoutingParts,
  service: ServiceDocument,
  latestReady: string | undefined,
): Promise<{ unknown: string[] } | "overtaken"> {
  const { store, router, pools } = parts;
  const { resolved, unknown } = resolve(parts, service, latestReady);
  const tags = await openTags(
    router,
    service.name,
    resolved.flatMap(({ target: { tag } }) => tag ?? []),
  );
  if (unknown.length === 0) await warmTargets(pools, service, comingTargets(parts, service, resolved));
  const current = store.service(service.name);
  if (current?.generation !== service.generation) return "overtaken";
  const statuses =
    unknown.length === 0
      ? trafficStatuses(resolved, (tag) => tags.get(tag) ?? "")
      : heldStatuses(current, latestReady);
  const change = {
    trafficStatuses: statuses,
    ...(latestReady ? { latestReadyRevision: latestReady } : {}),
  };
  if (!isDeepStrictEqual({ ...current, ...change }, current)) store.updateService(service.name, change);
  applyRoutes(parts, service.name);
  return { unknown };
}

/**
 * The part of a change that needs no new revision: traffic that names ready revisions only goes there at once, also while an
 * earlier change of the service is still starting instances. Everything else is left to the reconciliation.
 */
export async function shiftNamedTraffic(parts: RoutingParts, serviceName: string): Promise<void> {
  const service = parts.store.service(serviceName);
  if (!service?.traffic?.length || service.traffic.some(followsLatest)) return;
  if (resolve(parts, service, undefined).unknown.length > 0) return;
  await shiftTraffic(parts, service, undefined);
}

function resolve(
  { store }: RoutingParts,
  service: ServiceDocument,
  latestReady: string | undefined,
): ReturnType<typeof resolveTraffic> {
  return resolveTraffic(
    declaredTraffic(service.traffic),
    latestReady && shortName(latestReady),
    (revisionId) => {
      const revision = store.revision(revisionName(service.name, revisionId));
      return revision !== undefined && isReady(revision);
    },
  );
}

function comingTargets(
  { store }: RoutingParts,
  service: ServiceDocument,
  resolved: ResolvedTarget[],
): { revision: RevisionDocument; percent: number }[] {
  return resolved.flatMap(({ target, revisionId }) => {
    const revision = store.revision(revisionName(service.name, revisionId));
    return revision ? [{ revision, percent: target.percent ?? 0 }] : [];
  });
}
