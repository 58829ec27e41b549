import type { LastChange } from "./difference.ts";
import type { TrafficRow } from "./traffic-rows.ts";

/** What the classes are told by, beside the difference itself. */
export interface LiveFacts {
  /** Whether a deployment by this project's engine is running now. */
  deploymentRunning: boolean;
  /** Whether Cloud Run is still working on the last change of the service. */
  reconciling: boolean;
  /** What a rollback or a canary of ours wants the traffic to be; undefined where neither is on. */
  intent: TrafficIntent | undefined;
  lastChange: LastChange;
}

export interface TrafficIntent {
  /** Who wants it and why, as a sentence without its full stop. */
  words: string;
  rows: TrafficRow[];
  by: string;
  /** RFC 3339. */
  at: string;
}

/** Facts of what has none: resources that are no service. */
export const NO_FACTS: LiveFacts = {
  deploymentRunning: false,
  reconciling: false,
  intent: undefined,
  lastChange: {},
};
