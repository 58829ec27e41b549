import type { ReleaseTools } from "../../release/change-service.ts";
import {
  isUndone,
  type PromotePlan,
  type PromoteRequest,
  type Promotion,
  planPromote,
  promote,
  settingsDecide,
} from "../../release/promote.ts";
import { proveServing, type ServingEvidence } from "../../release/prove-serving.ts";
import { recordEvidence } from "../../release/record-serving.ts";
import { sendHttp } from "../../release/rest/http-request.ts";
import type { ServiceSettings } from "../../settings/service.ts";
import type { Steps } from "../steps.ts";
import type { Target } from "../target/target.ts";
import type { VerbContext } from "../verb.ts";
import type { EarlyRefresh } from "./early-refresh.ts";
import { healthPathOf } from "./health-path.ts";
import { reconcileStep, whyNotReconciled } from "./reconcile-state.ts";

/** What became of a promotion. */
export interface SettledPromotion {
  /** The plan that was carried out in the end. */
  plan: PromotePlan;
  promotion: Promotion;
  evidence: ServingEvidence;
  /** Why Pulumi's state could not be brought in line; null where it was. */
  stateNotReconciled: string | null;
}

export interface PromotionArgs {
  target: Target;
  /** The service's key in the settings. */
  key: string;
  service: ServiceSettings;
  plan: PromotePlan;
  request: PromoteRequest;
  /** The refresh of state that has been started beforehand. */
  early: EarlyRefresh | undefined;
}

/** So many deployments in a row that know nothing of the promotion are no coincidence. */
const LOOKS = 5;

/**
 * Moves the traffic, brings state in line and looks again whether the promotion holds: the state's lock is free only once every
 * running deployment has ended, and one that began before the promotion may have overwritten it.
 */
export async function settlePromotion(
  tools: ReleaseTools,
  { target, key, service, plan, request, early }: PromotionArgs,
  context: VerbContext,
  steps: Steps,
): Promise<SettledPromotion> {
  // What an overwriting deployment brought is not what was agreed to; only where the settings decide it is.
  const again = settingsDecide(service.traffic) ? request : { ...request, to: plan.target.name };
  for (let look = 1, planned = plan; ; look++) {
    const moved = await moveTraffic(tools, { plan: planned, request, service }, steps);
    const refresh = { target, key, early: look === 1 ? early : undefined };
    const stateNotReconciled = whyNotReconciled(await reconcileStep(refresh, context, steps));
    const settled = { plan: planned, ...moved, stateNotReconciled };
    if (look === LOOKS || !(await isUndone(tools, planned, moved.promotion))) return settled;
    tools.say("A deployment that began before the promotion has undone it: promoting again.");
    planned = await steps.run("Check the revision", () => planPromote(tools, again));
  }
}

async function moveTraffic(
  tools: ReleaseTools,
  { plan, request, service }: Pick<PromotionArgs, "plan" | "request" | "service">,
  steps: Steps,
): Promise<{ promotion: Promotion; evidence: ServingEvidence }> {
  const promotion = await steps.run("Move the traffic", () => promote(tools, plan, request));
  const { name: revision } = plan.target;
  const onlyOne = plan.traffic.every(({ percent }) => percent === 100);
  const health = onlyOne ? healthPathOf(service) : SPLIT_HEALTH;
  const evidence = await steps.run("Ask the data path", () =>
    proveServing(tools, promotion.after, { revision, health, send: sendHttp }),
  );
  await recordEvidence(tools, evidence, { revision, by: request.by });
  return { promotion, evidence };
}

const SPLIT_HEALTH = { path: undefined, whyNotAsked: "several revisions share the traffic" } as const;
