import type { ServiceDocument, TrafficTarget, TrafficTargetStatus } from "../contract.ts";
import { shortName } from "./resource-name.ts";

/** A traffic target with the revision that stands behind it now. */
export interface ResolvedTarget {
  target: TrafficTarget;
  revisionId: string;
}

const LATEST = "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST";

/** What a service declares, where nothing declared means all to the latest revision. */
export function declaredTraffic(traffic: TrafficTarget[] | undefined): TrafficTarget[] {
  return traffic?.length ? traffic : [{ type: LATEST, percent: 100 }];
}

/** Whether a target is whatever revision is the latest ready one. */
export function followsLatest({ type, revision }: TrafficTarget): boolean {
  return type === LATEST || !revision;
}

/**
 * The revision behind each target: the named one, or for the latest the newest that is ready. Targets on revisions
 * that do not exist or are not ready come back as `unknown`.
 */
export function resolveTraffic(
  traffic: TrafficTarget[],
  latestReady: string | undefined,
  canServe: (revisionId: string) => boolean,
): { resolved: ResolvedTarget[]; unknown: string[] } {
  const resolved: ResolvedTarget[] = [];
  const unknown: string[] = [];
  for (const target of traffic) {
    const revisionId = followsLatest(target) ? latestReady : shortName(target.revision ?? "");
    if (revisionId === undefined) continue;
    if (canServe(revisionId)) resolved.push({ target, revisionId });
    else unknown.push(revisionId);
  }
  return { resolved, unknown };
}

/** The statuses as Cloud Run reports them: no revision for the latest (it is `latestReadyRevision`), an address per tag. */
export function trafficStatuses(
  resolved: ResolvedTarget[],
  tagUri: (tag: string) => string,
): TrafficTargetStatus[] {
  return resolved.map(({ target, revisionId }) => ({
    type: target.type ?? LATEST,
    ...(target.revision ? { revision: revisionId } : {}),
    ...(target.percent ? { percent: target.percent } : {}),
    ...(target.tag ? { tag: target.tag, uri: tagUri(target.tag) } : {}),
  }));
}

/**
 * The statuses of traffic that cannot go where it was sent, so that it stays where it was: what followed the latest stays on
 * the revision that was it until then.
 */
export function heldStatuses(
  { trafficStatuses: statuses = [], latestReadyRevision }: Partial<ServiceDocument>,
  latestReady: string | undefined,
): TrafficTargetStatus[] {
  if (!latestReadyRevision || latestReadyRevision === latestReady) return statuses;
  return statuses.map((status) =>
    status.revision ? status : { ...status, revision: shortName(latestReadyRevision) },
  );
}
