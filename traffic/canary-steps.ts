import { type CanaryState, shareOf } from "./canary-state.ts";
import type { RoutedTarget } from "./routed-targets.ts";
import type { Shares } from "./serving-history.ts";

/** What a canary is begun with. */
export interface CanaryPlan {
  /** What serves now. */
  stable: Shares;
  /** All that is routed now. */
  before: readonly RoutedTarget[];
  /** Shares of the new revision in percent, growing; the last is 100. */
  steps: readonly number[];
  /** Shares at which a person has to say that it may go on. */
  gates: readonly number[];
  by: string;
  /** RFC 3339. */
  at: string;
}

/** A canary whose revision is still to be deployed; whatever is deployed next is it. */
export function armedCanary({ stable, before, steps, gates, by, at }: CanaryPlan): CanaryState {
  return {
    stable,
    before: [...before],
    steps: [...steps],
    step: 0,
    since: at,
    by,
    startedAt: at,
    gates: [...gates],
  };
}

/** The armed canary once its revision is there: its first step begins. */
export function boundCanary(state: CanaryState, revision: string, at: string): CanaryState {
  const { before: _, ...bound } = withoutHold(state);
  return { ...bound, revision, step: 0, since: at };
}

/** The next step of a canary, from `at` on; undefined where it has all traffic already. */
export function nextStep(state: CanaryState, at: string): CanaryState | undefined {
  if (isWhole(state)) return undefined;
  return { ...withoutHold(state), step: state.step + 1, since: at };
}

/** Whether the canary has all traffic. */
export function isWhole(state: CanaryState): boolean {
  return shareOf(state) === 100;
}

/** Whether a person has to say that it may go on from the present step. */
export function isGated(state: CanaryState): boolean {
  return state.gates.includes(shareOf(state));
}

/** The same step without its hold. */
export function withoutHold(state: CanaryState): CanaryState {
  const { held: _, ...free } = state;
  return free;
}
