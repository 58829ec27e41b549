import { apportion } from "./apportion.ts";
import { byShare } from "./by-share.ts";
import { type CanaryState, shareOf } from "./canary-state.ts";
import type { Shares } from "./serving-history.ts";
import { type TrafficTarget, toRevision } from "./traffic-target.ts";
import { CANARY_TAG, CANDIDATE_TAG } from "./waiting-tags.ts";

/**
 * The traffic targets of a service while a canary is on: its share for the canary's revision, the rest for what served before, in
 * the proportions that it had. Any other candidate waits at 0 % under {@link CANDIDATE_TAG}. Before the canary's deployment has
 * ended, the candidate is the canary.
 */
export function planCanary(state: CanaryState, candidate?: string): TrafficTarget[] {
  const shares = canaryShares(state, candidate);
  const revision = state.revision ?? candidate;
  const waits = candidate !== undefined && !(candidate in shares);
  return [
    ...(waits ? [toRevision(candidate, 0, CANDIDATE_TAG)] : []),
    ...Object.entries(shares)
      .map(([name, percent]) =>
        toRevision(name, percent, isCanary(name, state, revision) ? CANARY_TAG : undefined),
      )
      .sort((a, b) => Number(b.tag !== undefined) - Number(a.tag !== undefined) || byShare(a, b)),
  ];
}

/** What is served while a canary is on, in whole percent by revision, those with a share only. */
export function canaryShares(state: CanaryState, candidate?: string): Shares {
  const { stable } = state;
  const revision = state.revision ?? candidate;
  // What serves already needs no canary.
  if (revision === undefined || revision in stable) return stable;
  const share = shareOf(state);
  const rest = apportion(Object.values(stable), 100 - share);
  const others = Object.keys(stable).map((name, index) => [name, rest[index] ?? 0] as const);
  return Object.fromEntries([[revision, share] as const, ...others].filter(([, percent]) => percent > 0));
}

function isCanary(name: string, { stable }: CanaryState, revision: string | undefined): boolean {
  return name === revision && !(name in stable);
}
