import { lastServed } from "./last-served.ts";
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
 * among equals the one that served most recently. Left out: what is to be got away from, what was last seen in bad
 * health, and what the last move that concerned it was a rollback away from.
 *
 * @param history newest first.
 * @param current the revision to get away from.
 */
export function rollbackCandidates(
  history: readonly ServingEntry[],
  current: string | undefined,
): RollbackCandidate[] {
  const left = rolledBackFrom(history);
  const candidates: RollbackCandidate[] = [];
  for (const [revision, { health, servedSince }] of lastServed(history)) {
    if (revision === current || left.has(revision) || health === "bad") continue;
    candidates.push({ revision, health, servedSince });
  }
  return candidates.sort((one, other) => rank(one) - rank(other));
}

/** What a rollback left and nothing has brought back since. */
function rolledBackFrom(history: readonly ServingEntry[]): Set<string> {
  const served = new Set<string>();
  const left = new Set<string>();
  for (const { move, from, to } of history) {
    for (const revision of Object.keys(to)) served.add(revision);
    if (move !== "rollback") continue;
    for (const revision of Object.keys(from)) if (!served.has(revision)) left.add(revision);
  }
  return left;
}

function rank({ health }: RollbackCandidate): number {
  return health === "good" ? 0 : 1;
}
