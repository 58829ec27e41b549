import { type PromoteRequest, planPromote } from "../../release/promote.ts";
import type { TrafficSettings } from "../../settings/traffic.ts";
import { confirm } from "../confirm.ts";
import { refreshAhead, startEarlyRefresh } from "../deploy/early-refresh.ts";
import { serviceUrn } from "../deploy/service-urn.ts";
import { settlePromotion } from "../deploy/settle-promotion.ts";
import { type PromoteResult, promoteText, promotionInWords } from "../print/promote-text.ts";
import { createSteps } from "../steps.ts";
import { reachTarget } from "../target/prepare-target.ts";
import { onlyService, releaseTools } from "../target/release-tools.ts";
import { chosenServices } from "../target/target.ts";
import type { VerbContext, VerbOptions } from "../verb.ts";
import { whoActs } from "../who.ts";

/** Releases a rollback's pin and gives the newest revision the traffic that the strategy has for it. */
export async function promote(context: VerbContext): Promise<void> {
  const { options, output, interrupt } = context;
  const steps = createSteps(false);
  await using ahead = refreshAhead(context);
  const target = await reachTarget(context, "promote", steps);
  ahead?.prepare();
  const { key, service } = onlyService(chosenServices(target.settings, options.service));
  const tools = releaseTools(target, { key, service }, context);
  const request = requestOf(options, service.traffic);
  const agreed = await steps.run("Check the revision", () => planPromote(tools, request));
  output.note(promotionInWords(service.name, target.kind, agreed));
  if (!options.yes) await confirm("Move the traffic?", interrupt.signal);
  await using early = ahead ?? startEarlyRefresh(target, serviceUrn(key), context);
  early?.prepare();
  const { promotion, ...settled } = await settlePromotion(
    tools,
    { target, key, service, plan: agreed, request, early },
    context,
    steps,
  );
  const result: PromoteResult = {
    environment: target.kind,
    service: service.name,
    from: agreed.from ?? null,
    to: settled.plan.target.name,
    moved: promotion.changed,
    releasedPin: agreed.pin ?? null,
    traffic: settled.plan.traffic,
    evidence: settled.evidence,
    stateNotReconciled: settled.stateNotReconciled,
    steps: [...steps.timings],
    totalSeconds: performance.now() / 1000,
  };
  const { default: colors } = await import("picocolors");
  output.result(promoteText(result, colors), result);
}

function requestOf({ to, reason }: VerbOptions, traffic: TrafficSettings): PromoteRequest {
  return {
    by: whoActs(),
    traffic,
    ...(to === undefined ? {} : { to }),
    ...(reason === undefined ? {} : { reason }),
  };
}
