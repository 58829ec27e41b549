import { CANARY_ANNOTATION, type CanaryState, formatCanary } from "../../traffic/canary-state.ts";
import { isWhole } from "../../traffic/canary-steps.ts";
import { canaryShares, planCanary } from "../../traffic/plan-canary.ts";
import {
  formatHistory,
  type Health,
  HISTORY_ANNOTATION,
  type ServingEntry,
  sameShares,
  withHealth,
  withServing,
} from "../../traffic/serving-history.ts";
import { changeService, type ReleaseTools } from "../change-service.ts";
import type { LiveService, ServiceChange } from "../live-service.ts";
import { historyOf, servingShares } from "../marks.ts";
import { servingInWords } from "../settled.ts";
import { readyTemplate } from "../shift-traffic.ts";
import { type CanaryFate, fateOf } from "./canary-fate.ts";
import { overruled, stepNotTaken } from "./canary-faults.ts";

/** A change of a canary. */
export interface CanaryMove {
  from: CanaryState;
  to: CanaryState;
  by: string;
  /** Of what has served in the step that ends; left out where nobody could tell. */
  health?: Health;
}

/**
 * Takes a canary from one state to the next, by one PATCH with the service's etag. What a deployment has overwritten meanwhile is
 * put back by the same change.
 *
 * @returns the state that is live then: of another run that was faster, its own.
 * @throws Fault `canary-overruled` where somebody else decided about the traffic meanwhile, `traffic-not-shifted`.
 */
export async function moveCanary(tools: ReleaseTools, move: CanaryMove): Promise<CanaryState> {
  let reached = move.to;
  const { after } = await changeService(tools, async (live) => {
    const fate = decidedFate(fateOf(live, move.from));
    reached = fate.kind === "moved-on" ? fate.state : move.to;
    return fate.kind === "moved-on" ? undefined : changeOfCanary(tools, live, move);
  });
  if (reached.revision !== undefined && !sameShares(servingShares(after), canaryShares(reached)))
    throw stepNotTaken(reached, servingInWords(after), after.condition.message);
  return reached;
}

/**
 * Looks what has become of a canary, and puts its step back where a deployment has overwritten it.
 *
 * @returns the state that is live then.
 * @throws Fault `canary-overruled`.
 */
export async function holdCanary(tools: ReleaseTools, state: CanaryState, by: string): Promise<CanaryState> {
  let found = state;
  const { changed } = await changeService(tools, async (live) => {
    const fate = decidedFate(fateOf(live, state));
    if (fate.kind === "moved-on") found = fate.state;
    return fate.kind === "overwritten"
      ? changeOfCanary(tools, live, { from: state, to: state, by })
      : undefined;
  });
  if (changed) tools.say("a deployment that was running had overwritten the canary's step: it was put back");
  return found;
}

function decidedFate(fate: CanaryFate): CanaryFate & { kind: "holds" | "moved-on" | "overwritten" } {
  if (fate.kind === "rolled-back" || fate.kind === "ended") throw overruled(fate);
  return fate;
}

/** The change of the service that a move of its canary is. */
export async function changeOfCanary(
  tools: ReleaseTools,
  live: LiveService,
  move: CanaryMove,
): Promise<Omit<ServiceChange, "etag">> {
  const { to, by } = move;
  return {
    traffic: planCanary(to, await readyTemplate(tools, live)),
    annotations: {
      ...live.annotations,
      [CANARY_ANNOTATION]: formatCanary(to),
      [HISTORY_ANNOTATION]: formatHistory(historyAfter(live, move, by)),
    },
  };
}

/** The history with the new shares on top, where they are new. */
export function historyAfter(
  live: LiveService,
  { to, health }: Pick<CanaryMove, "to" | "health">,
  by: string,
): ServingEntry[] {
  const serving = servingShares(live);
  const seen = withServing(historyOf(live), serving, { at: live.updatedAt, by: live.lastModifier });
  const judged = health ? withHealth(seen, health) : seen;
  if (judged.some(({ at, move }) => move === "canary" && at === to.since)) return judged;
  const entry: ServingEntry = {
    at: to.since,
    by,
    move: "canary",
    from: serving,
    to: canaryShares(to),
    // At its last step nothing is left to compare with: what the step before showed is what is known.
    health: isWhole(to) && health ? health : "unverified",
    reason: `step ${to.step + 1} of ${to.steps.length}`,
  };
  return [entry, ...judged];
}
