import { CANARY_ANNOTATION, type CanaryState, parseCanary } from "../../traffic/canary-state.ts";
import { planTraffic, type Strategy } from "../../traffic/plan-traffic.ts";
import {
  type LiveTraffic,
  type ServingRevision,
  servingRevisions,
  type TrafficStatus,
} from "../../traffic/serving.ts";
import { PIN_ANNOTATION, parsePin, type TrafficPin } from "../../traffic/traffic-pin.ts";
import type { TrafficTarget } from "../../traffic/traffic-target.ts";
import { isMap, isUnknown } from "./engine-value.ts";
import type { PlannedResource, ResourceSide } from "./planned-resource.ts";

/** What the revision is called that a deployment makes and that has no name yet. */
export const NEW_REVISION = "the new revision";

/** A service's traffic before and after a deployment, the largest share first. */
export interface TrafficOutlook {
  /** Empty on a first deployment. */
  now: ServingRevision[];
  after: ServingRevision[];
  /** A rollback's pin, which decides in the place of the strategy. */
  pin?: TrafficPin;
  /** A canary that is on, which decides where nothing is pinned. */
  canary?: CanaryState;
}

/**
 * The traffic that a service would have. It is read from the traffic that the program declares; where the program cannot know it
 * before it has built the image, it is planned from the strategy as the program will. Undefined where neither is known.
 */
export function trafficOutlook(
  service: PlannedResource,
  strategy: Strategy | undefined,
): TrafficOutlook | undefined {
  const { before, after } = service;
  if (!after) return undefined;
  const replaced = service.action === "replace";
  const live = before && !replaced ? liveTraffic(before) : undefined;
  const { pin, canary } = before && !replaced ? marksOf(before) : {};
  const candidate = candidateOf(before, after);
  const targets =
    declaredTargets(after) ?? (strategy && planTraffic(strategy, { candidate, live, pin, canary }));
  if (!targets) return undefined;
  const statuses = targets.map(
    (target): TrafficStatus => ({ ...target, revision: target.revision ?? candidate }),
  );
  return {
    now: live ? servingRevisions(live) : [],
    after: servingRevisions({ latestReadyRevision: candidate, trafficStatuses: statuses }),
    ...(pin ? { pin } : {}),
    ...(canary && !pin ? { canary } : {}),
  };
}

function candidateOf(before: ResourceSide | undefined, after: ResourceSide): string {
  const name = revisionOf(after);
  if (name === undefined) return NEW_REVISION;
  return before && revisionOf(before) === name ? name : `${name} (new)`;
}

function revisionOf({ inputs }: ResourceSide): string | undefined {
  const { template } = inputs;
  const name = isMap(template) ? template.revision : undefined;
  return typeof name === "string" && !isUnknown(name) ? name : undefined;
}

/** What the service serves by the state: as it was when it was last deployed or refreshed. */
function liveTraffic({ outputs }: ResourceSide): LiveTraffic {
  const statuses = Array.isArray(outputs.trafficStatuses) ? outputs.trafficStatuses.filter(isMap) : [];
  return {
    latestReadyRevision: String(outputs.latestReadyRevision ?? ""),
    trafficStatuses: statuses.map(({ revision, percent, tag }) => ({
      revision: typeof revision === "string" ? revision : "",
      percent: Number(percent ?? 0),
      ...(typeof tag === "string" && tag !== "" ? { tag } : {}),
    })),
  };
}

/** What rollbacks and canaries left on the service, by the state. */
function marksOf({ outputs, inputs }: ResourceSide): { pin?: TrafficPin; canary?: CanaryState } {
  const annotations = isMap(outputs.annotations) ? outputs.annotations : inputs.annotations;
  const mark = (key: string) => {
    const text = isMap(annotations) ? annotations[key] : undefined;
    return typeof text === "string" && !isUnknown(text) ? text : undefined;
  };
  const pin = parsePin(mark(PIN_ANNOTATION));
  const canary = parseCanary(mark(CANARY_ANNOTATION));
  return { ...(pin ? { pin } : {}), ...(canary ? { canary } : {}) };
}

function declaredTargets({ inputs }: ResourceSide): TrafficTarget[] | undefined {
  const { traffics } = inputs;
  if (!Array.isArray(traffics) || traffics.length === 0) return undefined;
  const known = traffics.every(
    (target) => isMap(target) && ![target.revision, target.percent, target.tag].some(isUnknown),
  );
  return known ? (traffics as TrafficTarget[]) : undefined;
}
