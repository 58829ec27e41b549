import { type CanaryState, sameCanary } from "../../traffic/canary-state.ts";
import { canaryShares } from "../../traffic/plan-canary.ts";
import { sameShares } from "../../traffic/serving-history.ts";
import type { TrafficPin } from "../../traffic/traffic-pin.ts";
import { CANARY_TAG } from "../../traffic/waiting-tags.ts";
import type { LiveService } from "../live-service.ts";
import { canaryOf, historyOf, pinOf, servingShares } from "../marks.ts";

/** What has become of a canary since it was last looked at. */
export type CanaryFate =
  | { kind: "holds" }
  /** Another run, or a person, has moved it on. */
  | { kind: "moved-on"; state: CanaryState }
  /** A deployment that had read the service before has undone the last step. */
  | { kind: "overwritten" }
  /** Somebody rolled back. */
  | { kind: "rolled-back"; pin: TrafficPin }
  /** Somebody promoted, began another canary, or moved the traffic by hand. */
  | { kind: "ended" };

/**
 * Compares the live service with the state that a canary was left in. A person's change knows of the canary's last step, which is in
 * the history, and so is a decision; a change that does not know of it is an accident.
 */
export function fateOf(live: LiveService, state: CanaryState): CanaryFate {
  const pin = pinOf(live);
  if (pin) return { kind: "rolled-back", pin };
  const found = canaryOf(live);
  if (found && sameCanary(found, state)) return sameFate(live, state, found);
  const isDecision = historyOf(live).some(
    ({ at, move }) => (move === "canary" && at === state.since) || (move === "promote" && at > state.since),
  );
  return isDecision ? { kind: "ended" } : { kind: "overwritten" };
}

function sameFate(live: LiveService, state: CanaryState, found: CanaryState): CanaryFate {
  const isBehind = found.step < state.step || (found.revision === undefined && state.revision !== undefined);
  if (isBehind) return { kind: "overwritten" };
  const isAhead = found.step > state.step || (state.revision === undefined && found.revision !== undefined);
  if (isAhead || found.held !== state.held) return { kind: "moved-on", state: found };
  if (state.revision === undefined) return { kind: "holds" };
  return sameShares(servingShares(live), canaryShares(state)) ? { kind: "holds" } : { kind: "ended" };
}

/** Address of the canary's revision, under its tag; undefined while it has none. */
export function canaryUri({ traffic }: LiveService, { revision }: CanaryState): string | undefined {
  return traffic.find((target) => target.revision === revision && target.tag === CANARY_TAG)?.uri;
}
