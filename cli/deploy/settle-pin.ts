import type { ReleaseTools } from "../../release/change-service.ts";
import { holdPin, type PinFate } from "../../release/hold-pin.ts";
import { historyOf } from "../../release/marks.ts";
import type { ServingEvidence } from "../../release/prove-serving.ts";
import { recordEvidence } from "../../release/record-serving.ts";
import type { ShiftedTraffic } from "../../release/shift-traffic.ts";
import type { Steps } from "../steps.ts";
import type { Target } from "../target/target.ts";
import type { VerbContext } from "../verb.ts";
import type { EarlyRefresh } from "./early-refresh.ts";
import { reconcileStep, whyNotReconciled } from "./reconcile-state.ts";

/** What became of a rollback after traffic had moved. */
export interface SettledPin {
  /** `restored`: a deployment that was running had undone the rollback, and it was put back. */
  fate: PinFate;
  /** Why Pulumi's state could not be brought in line; null where it was. */
  stateNotReconciled: string | null;
}

export interface SettleArgs {
  target: Target;
  /** The service's key in the settings. */
  key: string;
  shifted: ShiftedTraffic;
  evidence: ServingEvidence;
  /** Who rolled back. */
  by: string;
  /** The refresh of state that has been started beforehand. */
  early: EarlyRefresh | undefined;
}

/** So many deployments in a row that know nothing of the rollback are no coincidence. */
const LOOKS = 5;

/**
 * Brings state in line and looks again whether the rollback holds: the state's lock is free only once every running deployment has
 * ended, and one that began before the rollback may have overwritten it.
 */
export async function settlePin(
  tools: ReleaseTools,
  { target, key, shifted, evidence, by, early }: SettleArgs,
  context: VerbContext,
  steps: Steps,
): Promise<SettledPin> {
  await recordEvidence(tools, evidence, { revision: shifted.pin.revision, by });
  const seen = historyOf(shifted.after);
  const settled: SettledPin = { fate: "holds", stateNotReconciled: null };
  for (let look = 0; look < LOOKS; look++) {
    const refresh = { target, key, early: look === 0 ? early : undefined };
    settled.stateNotReconciled = whyNotReconciled(await reconcileStep(refresh, context, steps));
    const fate = await holdPin(tools, shifted.pin, seen, by);
    if (fate === "holds") break;
    settled.fate = fate;
    if (fate === "released") break;
    tools.say("a deployment that was running had overwritten the rollback: it was put back");
  }
  return settled;
}
