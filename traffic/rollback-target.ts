import type { Health, ServingEntry } from "./serving-history.ts";

/** A revision that served before, and may serve again. */
export interface RollbackCandidate {
  revision: string;
  /** How it did when it was last looked at. */
  health: Exclude<Health, "bad">;
  /** When it last began to serve, RFC 3339. */
  servedSince: string;
}

/**
 * The revisions to go back to, the best first: those last seen in good health before those that nobody looked at, and
 * among equals the one that served most recently. Left out: what serves most of the traffic now, what was last seen in
 * bad health, and what the last move that concerned it was a rollback away from.
 *
 * @param history newest first.
 * @param current the revision to get away from.
 */
export function rollbackCandidates(
  history: readonly ServingEntry[],
  current: string | undefined,
): RollbackCandidate[] {
  const judged = new Set(current === undefined ? [] : [current]);
  const candidates: RollbackCandidate[] = [];
  for (const { move, from, to, at, health } of history) {
    const byShare = Object.entries(to).sort(([, one], [, other]) => other - one);
    for (const [revision] of byShare) {
      if (judged.has(revision)) continue;
      judged.add(revision);
      if (health !== "bad") candidates.push({ revision, health, servedSince: at });
    }
    if (move === "rollback") for (const revision of Object.keys(from)) judged.add(revision);
  }
  return candidates.sort((one, other) => rank(one) - rank(other));
}

function rank({ health }: RollbackCandidate): number {
  return health === "good" ? 0 : 1;
}
