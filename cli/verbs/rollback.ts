import { planRollback, type RollbackRequest } from "../../release/plan-rollback.ts";
import { proveServing } from "../../release/prove-serving.ts";
import type { AcceptableCheck } from "../../release/readiness/refusal.ts";
import { sendHttp } from "../../release/rest/http-request.ts";
import { shiftTraffic } from "../../release/shift-traffic.ts";
import { confirm } from "../confirm.ts";
import { refreshAhead, startEarlyRefresh } from "../deploy/early-refresh.ts";
import { healthPathOf } from "../deploy/health-path.ts";
import { serviceUrn } from "../deploy/service-urn.ts";
import { settlePin } from "../deploy/settle-pin.ts";
import { moveInWords, type RollbackResult, rollbackText } from "../print/rollback-text.ts";
import { createSteps } from "../steps.ts";
import { reachTarget } from "../target/prepare-target.ts";
import { onlyService, releaseTools } from "../target/release-tools.ts";
import { chosenServices } from "../target/target.ts";
import type { VerbContext, VerbOptions } from "../verb.ts";
import { whoActs } from "../who.ts";

/** Gives the traffic back to an earlier revision and pins it there: first the live service, then what follows from it. */
export async function rollback(context: VerbContext): Promise<void> {
  const { options, output, interrupt } = context;
  // Plain lines: a live list takes longer to load than traffic takes to move.
  const steps = createSteps(false);
  await using ahead = refreshAhead(context);
  const target = await reachTarget(context, "rollback", steps);
  ahead?.prepare();
  const { key, service } = onlyService(chosenServices(target.settings, options.service));
  const tools = releaseTools(target, { key, service }, context);
  const request = requestOf(options);
  const plan = await steps.run("Check the way back", () => planRollback(tools, request));
  for (const note of plan.notes) output.note(`note: ${note}`);
  output.note(moveInWords(service.name, target.kind, plan));
  if (!plan.inPlace && !options.yes) await confirm("Move the traffic?", interrupt.signal);
  await using early = ahead ?? startEarlyRefresh(target, serviceUrn(key), context);
  early?.prepare();
  const shifted = await steps.run("Move the traffic", () => shiftTraffic(tools, plan, request));
  const evidence = await steps.run("Ask the data path", () =>
    proveServing(tools, shifted.after, {
      revision: plan.target.name,
      health: healthPathOf(service),
      send: sendHttp,
    }),
  );
  const movedSeconds = performance.now() / 1000;
  output.note(`all traffic is on ${plan.target.name}, ${movedSeconds.toFixed(2)} s after the start`);
  const settled = await settlePin(
    tools,
    { target, key, shifted, evidence, by: request.by, early },
    context,
    steps,
  );
  const result: RollbackResult = {
    environment: target.kind,
    service: service.name,
    from: shifted.pin.from ?? null,
    to: plan.target.name,
    moved: shifted.changed,
    pin: shifted.pin,
    ofOthers: shifted.ofOthers,
    evidence,
    ...settled,
    steps: [...steps.timings],
    movedSeconds,
    totalSeconds: performance.now() / 1000,
  };
  const { default: colors } = await import("picocolors");
  output.result(rollbackText(result, colors), result);
}

function requestOf({ to, reason, accept }: VerbOptions): RollbackRequest {
  return {
    by: whoActs(),
    accept: (accept ?? []) as AcceptableCheck[],
    ...(to === undefined ? {} : { to }),
    ...(reason === undefined ? {} : { reason }),
  };
}
