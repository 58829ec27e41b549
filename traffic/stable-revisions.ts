import { apportion } from "./apportion.ts";
import { type LiveTraffic, type ServingRevision, servingRevisions } from "./serving.ts";
import type { Shares } from "./serving-history.ts";
import { WAITING_TAGS } from "./waiting-tags.ts";

/** What serves besides the candidate, and not only as an earlier candidate; if that is all there is, then that. */
export function stableRevisions(live: LiveTraffic | undefined, candidate?: string): ServingRevision[] {
  if (!live) return [];
  const others = servingRevisions(live).filter((row) => row.percent > 0 && row.revision !== candidate);
  const settled = others.filter((row) => !isWaiting(row));
  return settled.length > 0 ? settled : others;
}

/**
 * Whether the candidate itself is what serves but for candidates that came after it: earlier settings have been deployed again, and
 * give the revision that is still there.
 */
export function isStableItself(live: LiveTraffic | undefined, candidate: string): boolean {
  const serving = live ? servingRevisions(live).filter(({ percent }) => percent > 0) : [];
  const own = serving.find(({ revision }) => revision === candidate);
  return own !== undefined && !isWaiting(own) && serving.every((row) => row === own || isWaiting(row));
}

function isWaiting({ tags }: ServingRevision): boolean {
  return tags.some((tag) => WAITING_TAGS.includes(tag));
}

/** The shares of {@link stableRevisions} among themselves, in whole percent; empty where nothing serves. */
export function stableShares(live: LiveTraffic): Shares {
  const stable = stableRevisions(live);
  if (stable.length === 0) return {};
  const weights = stable.map(({ percent }) => percent);
  const shares = apportion(weights, 100);
  return Object.fromEntries(stable.map(({ revision }, index) => [revision, shares[index] ?? 0]));
}
