import { Fault } from "../faults/fault.ts";
import { CANARY_ANNOTATION, type CanaryState, parseCanary } from "../traffic/canary-state.ts";
import {
  HISTORY_ANNOTATION,
  parseHistory,
  type ServingEntry,
  type Shares,
  sharesOf,
} from "../traffic/serving-history.ts";
import { PIN_ANNOTATION, parsePin, type TrafficPin } from "../traffic/traffic-pin.ts";
import type { LiveService } from "./live-service.ts";

/** The pin that a rollback left on the service. Throws the Fault `traffic-pin-unreadable`. */
export function pinOf({ annotations }: Pick<LiveService, "annotations">): TrafficPin | undefined {
  return parsePin(annotations[PIN_ANNOTATION]);
}

/** The pin as far as it can be read, for those whom a garbled one must not hold up; `problem` says that it is garbled. */
export function readablePin(service: Pick<LiveService, "annotations">): {
  pin: TrafficPin | undefined;
  problem?: string;
} {
  try {
    return { pin: pinOf(service) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { pin: undefined, problem: error.message };
  }
}

/** The canary that is on. Throws the Fault `canary-unreadable`. */
export function canaryOf({ annotations }: Pick<LiveService, "annotations">): CanaryState | undefined {
  return parseCanary(annotations[CANARY_ANNOTATION]);
}

/** The canary as far as it can be read, for those whom a garbled one must not hold up. */
export function readableCanary(service: Pick<LiveService, "annotations">): CanaryState | undefined {
  try {
    return canaryOf(service);
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

/** The service's serving history, newest first. */
export function historyOf({ annotations }: Pick<LiveService, "annotations">): ServingEntry[] {
  return parseHistory(annotations[HISTORY_ANNOTATION]);
}

/** What the service serves, in whole percent by revision. */
export function servingShares({ latestReadyRevision = "", traffic }: LiveService): Shares {
  return sharesOf({ latestReadyRevision, trafficStatuses: traffic });
}

/** The revision with the largest share; undefined where nothing is served. */
export function mainRevisionOf(service: LiveService): string | undefined {
  return mainOf(servingShares(service));
}

/** The revision with the largest of these shares. */
export function mainOf(shares: Shares): string | undefined {
  return Object.entries(shares).sort(([, one], [, other]) => other - one)[0]?.[0];
}

/** Whether all traffic goes to this revision. */
export function servesOnly(service: LiveService, revision: string): boolean {
  return servingShares(service)[revision] === 100;
}
