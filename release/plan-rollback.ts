import { Fault } from "../faults/fault.ts";
import { lastServed } from "../traffic/last-served.ts";
import { type RollbackCandidate, rollbackCandidates } from "../traffic/rollback-target.ts";
import type { Health } from "../traffic/serving-history.ts";
import { PIN_ANNOTATION, type TrafficPin } from "../traffic/traffic-pin.ts";
import { existingService, type ReleaseTools } from "./change-service.ts";
import { findRevision } from "./find-revision.ts";
import type { LiveRevision, LiveService } from "./live-service.ts";
import { historyOf, mainOf, readableCanary, readablePin, servesOnly } from "./marks.ts";
import { newestServing } from "./newest-serving.ts";
import { checkReadiness, type ReadinessTools } from "./readiness/check-readiness.ts";
import type { AcceptableCheck } from "./readiness/refusal.ts";
import { rollbackRefused } from "./rollback-faults.ts";

/** What a person asks for. */
export interface RollbackRequest {
  /**
   * A revision's name, or a beginning or end of it. Where it is left out: what served before the canary that is on, or the best
   * candidate of the history.
   */
  to?: string;
  reason?: string;
  /** Who asks, such as `ada@laptop`. */
  by: string;
  /** Checks whose refusals are known and accepted. */
  accept: readonly AcceptableCheck[];
}

/** The move that a rollback is going to make. */
export interface RollbackPlan {
  /** Short name of the canary that is on, or of the newest that serves; undefined where nothing does. */
  from: string | undefined;
  target: LiveRevision;
  /** How the target did when it last served; undefined where the history does not know it. */
  health: Health | undefined;
  servedSince: string | undefined;
  /** The text of the pin that was found, so that somebody else's rollback in the meantime is noticed. */
  foundPin: string | undefined;
  /** Set where an earlier rollback is what is wanted: that one is brought to its end instead of starting another. */
  earlier: TrafficPin | undefined;
  /** Whether traffic is where it should be already. */
  inPlace: boolean;
  notes: string[];
}

/**
 * Decides where to go back to and whether that way is open; changes nothing.
 *
 * @throws Fault `nothing-to-roll-back-to` or `rollback-refused` (exit code 5), `revision-unknown`, `revision-ambiguous` (2).
 */
export async function planRollback(
  tools: ReleaseTools & { readiness: ReadinessTools },
  request: RollbackRequest,
): Promise<RollbackPlan> {
  const service = await existingService(tools);
  const { pin, problem } = readablePin(service);
  const canary = readableCanary(service);
  const from = canary?.revision ?? (await newestServing(tools, service));
  const to = request.to ?? (canary && mainOf(canary.stable));
  const target = to
    ? await findRevision(tools, to)
    : pin
      ? await pinnedRevision(tools, pin)
      : await bestCandidate(tools, service, from);
  const earlier = pin?.revision === target.name ? pin : undefined;
  const inPlace = earlier !== undefined && servesOnly(service, target.name);
  const checks = inPlace ? undefined : await checkReadiness(tools, tools.readiness, target);
  const refusals = (checks?.refusals ?? []).filter(
    ({ check }) => !request.accept.some((accepted) => accepted === check),
  );
  if (refusals.length > 0) throw rollbackRefused(target.name, refusals);
  const last = lastServed(historyOf(service)).get(target.name);
  return {
    from,
    target,
    health: last?.health,
    servedSince: last?.servedSince,
    foundPin: service.annotations[PIN_ANNOTATION],
    earlier,
    inPlace,
    notes: [...(problem ? [`${problem}; it is written anew`] : []), ...(checks?.notes ?? [])],
  };
}

async function pinnedRevision(
  { cloudRun, serviceName }: ReleaseTools,
  pin: TrafficPin,
): Promise<LiveRevision> {
  const revision = await cloudRun.revision(serviceName, pin.revision);
  if (revision) return revision;
  throw new Fault({
    code: "nothing-to-roll-back-to",
    outcome: "noRollbackTarget",
    summary: `Traffic is pinned to ${pin.revision}, and that revision does not exist any more.`,
    next: "stage rollback --to REVISION pins another one; stage status lists them",
  });
}

/** The best candidate that is ready. */
async function bestCandidate(
  tools: ReleaseTools,
  service: LiveService,
  current: string | undefined,
): Promise<LiveRevision> {
  const candidates = rollbackCandidates(historyOf(service), current);
  const passedOver: string[] = [];
  for (const { revision } of candidates) {
    const found = await tools.cloudRun.revision(tools.serviceName, revision);
    if (found?.condition.readiness === "ready") return found;
    passedOver.push(`${revision}: ${found ? found.condition.readiness : "deleted"}`);
  }
  throw await nothingThere(tools, service, current, candidates, passedOver);
}

const LISTED = 10;

async function nothingThere(
  { cloudRun, serviceName }: ReleaseTools,
  service: LiveService,
  current: string | undefined,
  candidates: RollbackCandidate[],
  passedOver: string[],
): Promise<Fault> {
  const others: string[] = [];
  for await (const page of cloudRun.revisionPages(serviceName, LISTED)) {
    for (const { name, condition, createdAt } of page) {
      if (name === current || candidates.some(({ revision }) => revision === name)) continue;
      others.push(
        `${name}: ${condition.readiness}, made ${createdAt.toISOString()}, not known to have served well`,
      );
    }
    break;
  }
  return new Fault({
    code: "nothing-to-roll-back-to",
    outcome: "noRollbackTarget",
    summary: `There is nothing to roll ${service.name} back to: no other revision is ready and was serving in good health.`,
    evidence: [`serving: ${current ?? "nothing"}`, ...passedOver, ...others],
    next:
      others.length > 0
        ? "stage rollback --to REVISION takes any that is ready, on your word"
        : "stage history shows what has served",
  });
}
