import { CANARY_ANNOTATION, NO_CANARY } from "../traffic/canary-state.ts";
import { planPinned } from "../traffic/plan-traffic.ts";
import {
  formatHistory,
  HISTORY_ANNOTATION,
  type Move,
  type ServingEntry,
  withServing,
} from "../traffic/serving-history.ts";
import { formatPin, PIN_ANNOTATION, parsePin, type TrafficPin } from "../traffic/traffic-pin.ts";
import { type ChangedService, changeService, type ReleaseTools } from "./change-service.ts";
import type { LiveService, ServiceChange } from "./live-service.ts";
import { historyOf, servesOnly, servingShares } from "./marks.ts";
import type { RollbackPlan, RollbackRequest } from "./plan-rollback.ts";
import { notShifted, promotedMeanwhile, rolledBackMeanwhile } from "./rollback-faults.ts";
import { servingInWords } from "./settled.ts";

/** A rollback that is in place. */
export interface ShiftedTraffic extends ChangedService {
  pin: TrafficPin;
  /** Whether the pin is an earlier rollback's, or one that somebody else made at the same time. */
  ofOthers: boolean;
}

/**
 * Moves all traffic to the plan's target and pins it there, by one PATCH with the service's etag.
 *
 * @throws Fault `rolled-back-meanwhile`, `promoted-meanwhile`, `traffic-not-shifted`.
 */
export async function shiftTraffic(
  tools: ReleaseTools,
  plan: RollbackPlan,
  { by, reason }: RollbackRequest,
): Promise<ShiftedTraffic> {
  const target = plan.target.name;
  const at = new Date(tools.clock.now()).toISOString();
  const fresh: TrafficPin = {
    revision: target,
    by,
    at,
    ...(plan.from && plan.from !== target ? { from: plan.from } : {}),
    ...(reason ? { reason } : {}),
  };
  let pin = plan.earlier ?? fresh;
  const result = await changeService(tools, async (live) => {
    const text = live.annotations[PIN_ANNOTATION];
    if (text !== plan.foundPin && text !== formatPin(pin)) {
      const theirs = parsePin(text);
      if (!theirs) throw promotedMeanwhile();
      if (theirs.revision !== target) throw rolledBackMeanwhile(theirs);
      pin = theirs;
    }
    const inPlace = text === formatPin(pin) && servesOnly(live, target);
    if (inPlace) return undefined;
    const move = pin === fresh ? "rollback" : "restore";
    return pinned(live, {
      pin,
      move,
      at,
      by,
      candidate: await readyTemplate(tools, live),
      health: plan.health,
    });
  });
  if (!servesOnly(result.after, target))
    throw notShifted(target, servingInWords(result.after), result.after.condition.message);
  return { ...result, pin, ofOthers: pin !== fresh };
}

/** The template's revision, which waits under a tag from now on; undefined while it is not ready: nothing could be routed to it. */
export async function readyTemplate(
  { cloudRun, serviceName }: ReleaseTools,
  live: LiveService,
): Promise<string | undefined> {
  const { templateRevision } = live;
  if (templateRevision === undefined || templateRevision in servingShares(live)) return templateRevision;
  const revision = await cloudRun.revision(serviceName, templateRevision);
  return revision?.condition.readiness === "ready" ? templateRevision : undefined;
}

interface PinnedChange extends Pick<ServingEntry, "at" | "by"> {
  pin: TrafficPin;
  move: Move;
  candidate: string | undefined;
  health: ServingEntry["health"] | undefined;
}

/** Traffic and marks of a service that is pinned, which ends a canary; just what the program plans from the pin, so that a preview shows no change. */
export function pinned(
  live: LiveService,
  { pin, move, at, by, candidate, health = "unverified" }: PinnedChange,
): Omit<ServiceChange, "etag"> {
  const from = servingShares(live);
  const history = withServing(historyOf(live), from, { at: live.updatedAt, by: live.lastModifier });
  const to = { [pin.revision]: 100 };
  const entry: ServingEntry = {
    at,
    by,
    move,
    from,
    to,
    health,
    ...(pin.reason ? { reason: pin.reason } : {}),
  };
  return {
    traffic: planPinned(pin, candidate),
    annotations: {
      ...live.annotations,
      [PIN_ANNOTATION]: formatPin(pin),
      [CANARY_ANNOTATION]: NO_CANARY,
      [HISTORY_ANNOTATION]: formatHistory([entry, ...history]),
    },
  };
}
