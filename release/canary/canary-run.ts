import type { CanarySettings } from "../../settings/canary.ts";
import type { TrafficSettings } from "../../settings/traffic.ts";
import type { CanaryState, Hold } from "../../traffic/canary-state.ts";
import type { ReleaseTools } from "../change-service.ts";
import type { Analysis, Check } from "./analysis.ts";
import type { Look } from "./judge.ts";
import type { Sources } from "./observe.ts";

/** What a person says about a canary that does not go on by itself. */
export type Answer = "continue" | "wait" | "hold";

/** One look at a canary. */
export interface Sighting {
  state: CanaryState;
  look: Look;
  analysis: Analysis;
  /** Until the next judgement that counts. */
  secondsLeft: number;
}

/** Everything that moving a canary on takes. */
export interface CanaryRun {
  tools: ReleaseTools;
  sources: Sources;
  settings: CanarySettings;
  traffic: TrafficSettings;
  /** Who runs it, such as `ada@laptop`. */
  by: string;
  /** Runs the validation command; left out where the settings have none. */
  validate?: ((state: CanaryState) => Promise<Check>) | undefined;
  /** Shows a look. */
  show(sighting: Sighting): void;
  /** After every change of traffic: brings what else knows of it in line. */
  settle(): Promise<void>;
  /** Asks a person; `hold` where nobody can be asked. */
  ask(why: Hold, state: CanaryState, analysis: Analysis | undefined): Promise<Answer>;
}

/** A step that is over, with what it came to. */
export interface FinishedStep {
  percent: number;
  /** RFC 3339. */
  since: string;
  /** Undefined where a person let it go on without one. */
  analysis: Analysis | undefined;
}

/** How a run has ended. */
export type CanaryEnd = { steps: FinishedStep[] } & (
  | {
      kind: "promoted";
      revision: string;
      /** A newer revision that was deployed meanwhile. */
      waiting: string | undefined;
    }
  | { kind: "failed"; state: CanaryState; analysis: Analysis }
  | { kind: "held"; state: CanaryState; analysis: Analysis | undefined }
);
