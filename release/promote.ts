import { Fault } from "../faults/fault.ts";
import type { TrafficSettings } from "../settings/traffic.ts";
import { CANARY_ANNOTATION, NO_CANARY } from "../traffic/canary-state.ts";
import { isWhole } from "../traffic/canary-steps.ts";
import { lastServed } from "../traffic/last-served.ts";
import { planTraffic } from "../traffic/plan-traffic.ts";
import {
  formatHistory,
  HISTORY_ANNOTATION,
  type ServingEntry,
  type Shares,
  sameShares,
  withServing,
} from "../traffic/serving-history.ts";
import { formatPin, NO_PIN, PIN_ANNOTATION, type TrafficPin } from "../traffic/traffic-pin.ts";
import type { TrafficTarget } from "../traffic/traffic-target.ts";
import { type ChangedService, changeService, existingService, type ReleaseTools } from "./change-service.ts";
import { findRevision } from "./find-revision.ts";
import type { LiveRevision, LiveService } from "./live-service.ts";
import { historyOf, mainRevisionOf, readableCanary, readablePin, servingShares } from "./marks.ts";
import { notShifted } from "./rollback-faults.ts";
import { servingInWords } from "./settled.ts";

export interface PromoteRequest {
  /** A revision's name, or a beginning or end of it; where it is left out, that of the canary that is on, or the newest. */
  to?: string;
  reason?: string;
  /** Who asks, such as `ada@laptop`. */
  by: string;
  traffic: TrafficSettings;
}

/** What a promotion is going to do. */
export interface PromotePlan {
  from: string | undefined;
  /** The revision that is promoted. */
  target: LiveRevision;
  /** The pin that is released. */
  pin: TrafficPin | undefined;
  traffic: TrafficTarget[];
}

/**
 * Decides where traffic goes once the pin is released: the strategy's plan for a revision that has everything. So the next
 * deployment plans the same, and a preview shows no change.
 *
 * @throws Fault `revision-not-ready` (exit code 6), `strategy-decides`, `revision-unknown`, `revision-ambiguous` (2).
 */
export async function planPromote(tools: ReleaseTools, request: PromoteRequest): Promise<PromotePlan> {
  const live = await existingService(tools);
  const newest = live.templateRevision ?? "";
  const target = await findRevision(tools, request.to ?? canaryOnItsWay(live) ?? newest);
  if (target.condition.readiness !== "ready") throw notReady(target);
  const traffic = promotedTraffic(request.traffic, target.name, newest);
  return { from: mainRevisionOf(live), target, pin: readablePin(live).pin, traffic };
}

/** The revision of a canary that has not got all traffic yet. */
function canaryOnItsWay(live: LiveService): string | undefined {
  const canary = readableCanary(live);
  return canary && !isWhole(canary) ? canary.revision : undefined;
}

/** Whether the settings alone say which revision serves: the newest, or those that they name. */
export function settingsDecide({ strategy }: TrafficSettings): boolean {
  return strategy === "split" || strategy === "latest";
}

/** The traffic of a service whose promoted revision has everything, as the strategy plans it. Throws the Fault `strategy-decides`. */
export function promotedTraffic(strategy: TrafficSettings, target: string, newest: string): TrafficTarget[] {
  if (settingsDecide(strategy) && target !== newest) throw strategyDecides(strategy.strategy, target, newest);
  const everything = { latestReadyRevision: target, trafficStatuses: [{ revision: target, percent: 100 }] };
  return planTraffic(strategy, { candidate: newest, live: everything });
}

/** A promotion that has been made, with the time that the history has it under, RFC 3339. */
export type Promotion = ChangedService & { at: string };

/** Releases the pin and moves the traffic, by one PATCH with the service's etag. */
export async function promote(
  tools: ReleaseTools,
  plan: PromotePlan,
  { by, reason }: PromoteRequest,
): Promise<Promotion> {
  const at = new Date(tools.clock.now()).toISOString();
  const result = await changeService(tools, (live) => promoted(live, plan, { at, by, reason }));
  const { after } = result;
  if (!sameShares(servingShares(after), plannedShares(plan)))
    throw notShifted(plan.target.name, servingInWords(after), after.condition.message);
  return { ...result, at };
}

/**
 * Whether a deployment that read the service before the promotion has overwritten it: the promotion is gone from the history, and no
 * pin is there but the one that it released. Somebody's rollback since then is no such thing.
 */
export async function isUndone(
  tools: ReleaseTools,
  { pin }: PromotePlan,
  { at }: Pick<Promotion, "at">,
): Promise<boolean> {
  const live = await existingService(tools);
  const text = live.annotations[PIN_ANNOTATION] ?? NO_PIN;
  const isRemembered = historyOf(live).some((entry) => entry.at === at && entry.move === "promote");
  return !isRemembered && (text === NO_PIN || (pin !== undefined && text === formatPin(pin)));
}

function promoted(
  live: LiveService,
  { traffic, target, pin }: PromotePlan,
  { at, by, reason }: { at: string; by: string; reason: string | undefined },
) {
  const text = live.annotations[PIN_ANNOTATION];
  if (pin && text !== NO_PIN && text !== formatPin(pin)) throw pinnedAnew();
  const from = servingShares(live);
  const to = plannedShares({ traffic, target });
  const history = withServing(historyOf(live), from, { at: live.updatedAt, by: live.lastModifier });
  const health = lastServed(history).get(target.name)?.health ?? "unverified";
  const entry: ServingEntry = { at, by, move: "promote", from, to, health, ...(reason ? { reason } : {}) };
  return {
    traffic,
    annotations: {
      ...live.annotations,
      [PIN_ANNOTATION]: NO_PIN,
      [CANARY_ANNOTATION]: NO_CANARY,
      [HISTORY_ANNOTATION]: formatHistory([entry, ...history]),
    },
  };
}

function plannedShares({ traffic, target }: Pick<PromotePlan, "traffic" | "target">): Shares {
  const served = traffic.filter(({ percent }) => percent > 0);
  return Object.fromEntries(served.map(({ revision = target.name, percent }) => [revision, percent]));
}

function notReady({ name, condition }: LiveRevision): Fault {
  return new Fault({
    code: "revision-not-ready",
    outcome: "cloud",
    summary: `${name} is not ready and cannot be promoted; nothing was changed.`,
    evidence: condition.message === "" ? [] : condition.message.split("\n"),
    next: "stage status lists the revisions that are ready; stage promote --to REVISION takes one of them",
  });
}

function strategyDecides(strategy: string, target: string, newest: string): Fault {
  return new Fault({
    code: "strategy-decides",
    outcome: "usage",
    summary: `Under the strategy ${strategy} the next deployment would undo this promotion; nothing was changed.`,
    findings: [{ path: "--to", expected: `${newest}, the newest revision`, actual: target }],
    next: `stage rollback --to ${target} keeps it there; or change services.<key>.traffic in the settings`,
  });
}

function pinnedAnew(): Fault {
  return new Fault({
    code: "rolled-back-meanwhile",
    outcome: "cloud",
    summary: "Somebody rolled back meanwhile. Nothing was changed.",
    next: "stage history shows who and why; then the same command again",
  });
}
