import type { Fault } from "../../faults/fault.ts";
import { canaryFailed } from "../../release/canary/canary-faults.ts";
import { mainOf } from "../../release/marks.ts";
import { planRollback } from "../../release/plan-rollback.ts";
import { proveServing } from "../../release/prove-serving.ts";
import { ACCEPTABLE_CHECKS } from "../../release/readiness/refusal.ts";
import { sendHttp } from "../../release/rest/http-request.ts";
import { shiftTraffic } from "../../release/shift-traffic.ts";
import { type CanaryState, shareOf } from "../../traffic/canary-state.ts";
import { healthPathOf } from "../deploy/health-path.ts";
import { settlePin } from "../deploy/settle-pin.ts";
import type { CanaryContext } from "./canary-context.ts";

/**
 * Rolls a failed canary back, as `stage rollback` does it, to what has the rest of the traffic. That serves already, so nothing that
 * speaks against it otherwise counts.
 *
 * @returns the fault to end with.
 */
export async function takeBack(
  { verb, steps, tools, target, chosen, by }: CanaryContext,
  state: CanaryState,
  evidence: string[],
): Promise<Fault> {
  const to = mainOf(state.stable) ?? "";
  const reason = `canary failed at ${shareOf(state)} %: ${evidence[0] ?? "no reason is known"}`;
  const request = { to, by, reason, accept: ACCEPTABLE_CHECKS };
  verb.output.note(`${reason}; rolling back to ${to}`);
  const plan = await planRollback(tools, request);
  const shifted = await steps.run("Move the traffic back", () => shiftTraffic(tools, plan, request));
  const served = await steps.run("Ask the data path", () =>
    proveServing(tools, shifted.after, {
      revision: to,
      health: healthPathOf(chosen.service),
      send: sendHttp,
    }),
  );
  const args = { target, key: chosen.key, shifted, evidence: served, by, early: undefined };
  await settlePin(tools, args, verb, steps);
  return canaryFailed(state, to, evidence);
}
