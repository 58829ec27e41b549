import {
  isUndone,
  type PromotePlan,
  type PromoteRequest,
  planPromote,
  promote as promoteService,
  settingsDecide,
} from "../../release/promote.ts";
import { proveServing } from "../../release/prove-serving.ts";
import { recordServing } from "../../release/record-serving.ts";
import { sendHttp } from "../../release/rest/http-request.ts";
import type { TrafficSettings } from "../../settings/traffic.ts";
import { confirm } from "../confirm.ts";
import { type EarlyRefresh, refreshAhead, startEarlyRefresh } from "../deploy/early-refresh.ts";
import { healthPathOf } from "../deploy/health-path.ts";
import { reconcileState } from "../deploy/reconcile-state.ts";
import { serviceUrn } from "../deploy/service-urn.ts";
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
  let plan = await steps.run("Check the revision", () => planPromote(tools, request));
  output.note(promotionInWords(service.name, target.kind, plan));
  if (!options.yes) await confirm("Move the traffic?", interrupt.signal);
  await using early = ahead ?? startEarlyRefresh(target, serviceUrn(key), context);
  early?.prepare();
  const move = async (planned: PromotePlan) => {
    const promotion = await steps.run("Move the traffic", () => promoteService(tools, planned, request));
    const { name: revision } = planned.target;
    const onlyOne = planned.traffic.every(({ percent }) => percent === 100);
    const health = onlyOne ? healthPathOf(service) : splitHealth;
    const evidence = await steps.run("Ask the data path", () =>
      proveServing(tools, promotion.after, { revision, health, send: sendHttp }),
    );
    if (evidence.kind === "answers") {
      const verdict = evidence.healthy ? "good" : "bad";
      await recordServing(tools, { revision, health: verdict, by: request.by });
    }
    return { promotion, evidence };
  };
  const bringInLine = (refresh?: EarlyRefresh) =>
    steps.run("Bring Pulumi's state in line", (voice) =>
      reconcileState(target, key, context, voice, refresh),
    );
  let { promotion, evidence } = await move(plan);
  let fault = await bringInLine(early);
  if (await isUndone(tools, plan, promotion)) {
    output.note("A deployment that began before the promotion has undone it: promoting again.");
    // What that deployment brought is not what was agreed to; only where the settings decide it is.
    const again = settingsDecide(service.traffic) ? request : { ...request, to: plan.target.name };
    plan = await steps.run("Check the revision", () => planPromote(tools, again));
    ({ promotion, evidence } = await move(plan));
    fault = await bringInLine();
  }
  const result: PromoteResult = {
    environment: target.kind,
    service: service.name,
    from: plan.from ?? null,
    to: plan.target.name,
    moved: promotion.changed,
    releasedPin: plan.pin ?? null,
    traffic: plan.traffic,
    evidence,
    stateNotReconciled: fault ? [fault.message, ...fault.evidence].join("\n") : null,
    steps: [...steps.timings],
    totalSeconds: performance.now() / 1000,
  };
  const { default: colors } = await import("picocolors");
  output.result(promoteText(result, colors), result);
}

const splitHealth = { path: undefined, whyNotAsked: "several revisions share the traffic" } as const;

function requestOf({ to, reason }: VerbOptions, traffic: TrafficSettings): PromoteRequest {
  return {
    by: whoActs(),
    traffic,
    ...(to === undefined ? {} : { to }),
    ...(reason === undefined ? {} : { reason }),
  };
}
