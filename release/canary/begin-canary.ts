import type { TrafficSettings } from "../../settings/traffic.ts";
import {
  CANARY_ANNOTATION,
  type CanaryState,
  formatCanary,
  NO_CANARY,
  sameCanary,
} from "../../traffic/canary-state.ts";
import { armedCanary, boundCanary, isWhole } from "../../traffic/canary-steps.ts";
import { planCanary } from "../../traffic/plan-canary.ts";
import { planTraffic } from "../../traffic/plan-traffic.ts";
import { type RoutedTarget, routedAgain, sameTargets } from "../../traffic/routed-targets.ts";
import { stableShares } from "../../traffic/stable-revisions.ts";
import { NO_PIN, PIN_ANNOTATION } from "../../traffic/traffic-pin.ts";
import { toLatest, toRevision } from "../../traffic/traffic-target.ts";
import { changeService, type ReleaseTools } from "../change-service.ts";
import type { LiveService, ServiceChange } from "../live-service.ts";
import { canaryOf, pinOf } from "../marks.ts";
import { fateOf } from "./canary-fate.ts";
import { canaryPinned, nothingToCompareWith, overruled, strategyIsSplit } from "./canary-faults.ts";
import { changeOfCanary } from "./move-canary.ts";

export interface CanaryRequest {
  steps: readonly number[];
  gates: readonly number[];
  /** Who asks, such as `ada@laptop`. */
  by: string;
  traffic: TrafficSettings;
  /** Whether a rollback's pin is given up for the canary. */
  releasePin: boolean;
}

/**
 * Leaves the mark on the service by which the next deployment becomes a canary: its revision gets the first step's share, and what
 * serves now the rest. A canary that is on already is left as it is.
 *
 * @returns the canary that is on then.
 * @throws Fault `canary-pinned`, `canary-nothing-serves`, `strategy-decides`.
 */
export async function armCanary(tools: ReleaseTools, request: CanaryRequest): Promise<CanaryState> {
  if (request.traffic.strategy === "split") throw strategyIsSplit();
  const at = new Date(tools.clock.now()).toISOString();
  let state: CanaryState | undefined;
  await changeService(tools, (live) => {
    const found = canaryOf(live);
    const pin = pinOf(live);
    if (pin && !request.releasePin) throw canaryPinned(pin);
    const stable = stableOf(live);
    if (Object.keys(stable).length === 0) throw nothingToCompareWith();
    const before = routedTargets(live);
    state = found && !isWhole(found) ? found : armedCanary({ ...request, stable, before, at });
    if (state === found) return undefined;
    return {
      annotations: {
        ...live.annotations,
        [PIN_ANNOTATION]: NO_PIN,
        [CANARY_ANNOTATION]: formatCanary(state),
      },
    };
  });
  if (!state) throw new Error("a service was changed without a decision");
  return state;
}

function stableOf({ latestReadyRevision = "", traffic }: LiveService) {
  return stableShares({ latestReadyRevision, trafficStatuses: traffic });
}

/**
 * Begins the first step of an armed canary once its revision is deployed.
 *
 * @returns the canary; undefined where the deployment brought nothing new, and the mark is taken off again.
 * @throws Fault `canary-overruled`.
 */
export async function bindCanary(
  tools: ReleaseTools,
  armed: CanaryState,
  { by, traffic }: Pick<CanaryRequest, "by" | "traffic">,
): Promise<CanaryState | undefined> {
  const at = new Date(tools.clock.now()).toISOString();
  let state: CanaryState | undefined;
  await changeService(tools, async (live) => {
    const fate = fateOf(live, armed);
    if (fate.kind === "rolled-back" || fate.kind === "ended") throw overruled(fate);
    state = fate.kind === "moved-on" ? fate.state : undefined;
    if (state) return undefined;
    const revision = live.templateRevision ?? "";
    if (revision in armed.stable)
      return unmarked(live, planTraffic(traffic, { candidate: revision, live: asTraffic(live) }));
    state = boundCanary(armed, revision, at);
    return changeOfCanary(tools, live, { from: armed, to: state, by });
  });
  return state;
}

/**
 * Takes the mark of a canary off again whose deployment has failed, and traffic is as it was before. It moves only where that
 * deployment has got as far as declaring it: what somebody else has made of it meanwhile stays.
 */
export async function disarmCanary(tools: ReleaseTools, armed: CanaryState): Promise<void> {
  await changeService(tools, (live) => {
    const found = canaryOf(live);
    if (!found || !sameCanary(found, armed) || found.revision !== undefined) return undefined;
    const isDeployed = sameTargets(live.declaredTraffic, planCanary(found, live.templateRevision));
    return unmarked(live, isDeployed ? trafficBefore(found, live) : undefined);
  });
}

function trafficBefore({ before, stable }: CanaryState, { latestReadyRevision = "" }: LiveService) {
  if (before) return routedAgain(before, latestReadyRevision);
  return Object.entries(stable).map(([name, percent]) => toRevision(name, percent));
}

function routedTargets({ traffic }: LiveService): RoutedTarget[] {
  return traffic.map(({ revision, percent, followsLatest, tag }) => ({
    ...(followsLatest ? toLatest(percent) : toRevision(revision, percent)),
    revision,
    ...(tag ? { tag } : {}),
  }));
}

function unmarked(live: LiveService, traffic: ServiceChange["traffic"]): Omit<ServiceChange, "etag"> {
  return {
    ...(traffic ? { traffic } : {}),
    annotations: { ...live.annotations, [CANARY_ANNOTATION]: NO_CANARY },
  };
}

function asTraffic({ latestReadyRevision = "", traffic }: LiveService) {
  return { latestReadyRevision, trafficStatuses: traffic };
}
