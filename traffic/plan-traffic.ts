import { Fault } from "../faults/fault.ts";
import { apportion } from "./apportion.ts";
import { byShare } from "./by-share.ts";
import type { CanaryState } from "./canary-state.ts";
import { planCanary } from "./plan-canary.ts";
import type { LiveTraffic } from "./serving.ts";
import { isStableItself, stableRevisions } from "./stable-revisions.ts";
import type { TrafficPin } from "./traffic-pin.ts";
import { type TrafficTarget, toLatest, toRevision } from "./traffic-target.ts";
import { CANARY_TAG, CANDIDATE_TAG, GREEN_TAG } from "./waiting-tags.ts";

/** How a new revision gets its traffic; the same union as in the settings. */
export type Strategy =
  | { strategy: "latest" }
  | { strategy: "canary"; percent: number }
  | { strategy: "blue-green" }
  | { strategy: "split"; revisions: Record<string, number> };

export interface TrafficFacts {
  /** Name of the revision that this deployment makes, or finds there. */
  candidate: string;
  /** What the live service serves; undefined on the first deploy. */
  live?: LiveTraffic | undefined;
  /** What a rollback left on the live service; it wins over every strategy. */
  pin?: TrafficPin | undefined;
  /** A canary that is on; it wins over every strategy too, but not over a pin. */
  canary?: CanaryState | undefined;
}

/** Whether {@link planTraffic} has to know the candidate. */
export function needsCandidate(
  { strategy }: Strategy,
  { pin, canary }: Pick<TrafficFacts, "pin" | "canary">,
): boolean {
  return strategy !== "latest" || pin !== undefined || canary !== undefined;
}

/**
 * The traffic targets of a deployment. They add up to 100, name no revision twice, and are in a fixed order: a
 * waiting candidate first, then by share and name. Planning again from what the plan led to gives the plan again. On a first
 * deploy, and when nothing else is left to serve, everything goes to the candidate. While a pin is set, its revision keeps
 * everything, and any other candidate waits at 0 % under a tag; while a canary is on, its shares stay as its present step has them.
 *
 * @throws Fault `traffic-revision-missing` when a split names revisions before any was deployed.
 */
export function planTraffic(strategy: Strategy, facts: TrafficFacts): TrafficTarget[] {
  if (facts.pin) return planPinned(facts.pin, facts.candidate);
  if (facts.canary) return planCanary(facts.canary, facts.candidate);
  switch (strategy.strategy) {
    case "latest":
      return [toLatest(100)];
    case "canary":
      return waiting(facts, strategy.percent, CANARY_TAG);
    case "blue-green":
      return waiting(facts, 0, GREEN_TAG);
    case "split":
      return split(strategy.revisions, facts);
  }
}

/** All traffic on the pinned revision; the candidate, where it is another one, waits under {@link CANDIDATE_TAG}. */
export function planPinned({ revision }: Pick<TrafficPin, "revision">, candidate?: string): TrafficTarget[] {
  const waits = candidate !== undefined && candidate !== revision;
  return [...(waits ? [toRevision(candidate, 0, CANDIDATE_TAG)] : []), toRevision(revision, 100)];
}

/**
 * The candidate waits with a share and a tag; the stable revisions keep their proportions in the rest. A candidate that is the stable
 * revision gets everything back.
 */
function waiting({ candidate, live }: TrafficFacts, percent: number, tag: string): TrafficTarget[] {
  const stable = stableRevisions(live, candidate);
  if (stable.length === 0 || isStableItself(live, candidate)) return [toRevision(candidate, 100)];
  const weights = stable.map((row) => row.percent);
  const shares = apportion(weights, 100 - percent);
  return [
    toRevision(candidate, percent, tag),
    ...stable
      .map(({ revision }, index) => toRevision(revision, shares[index] ?? 0))
      .filter(({ percent: share }) => share > 0)
      .sort(byShare),
  ];
}

function split(revisions: Record<string, number>, { candidate, live }: TrafficFacts): TrafficTarget[] {
  const named = Object.entries(revisions).filter(([, percent]) => percent > 0);
  const missing = live ? [] : named.filter(([revision]) => revision !== candidate);
  if (missing.length > 0) throw missingRevisions(missing.map(([revision]) => revision));
  return named.map(([revision, percent]) => toRevision(revision, percent)).sort(byShare);
}

function missingRevisions(names: string[]): Fault {
  return new Fault({
    code: "traffic-revision-missing",
    outcome: "usage",
    summary: "a split cannot be the first deploy: the revisions it names do not exist",
    findings: names.map((name) => ({
      path: `traffic.revisions.${name}`,
      expected: "a revision of the live service",
      actual: "no live service",
    })),
    next: "deploy with `traffic: { strategy: latest }` first",
  });
}
