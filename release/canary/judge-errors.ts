import type { Check, Verdict } from "./analysis.ts";
import type { RevisionSample } from "./revision-sample.ts";
import type { Rules } from "./rules.ts";
import { excessInterval, type Share } from "./wilson.ts";

/**
 * Judges how much larger the canary's share of 5xx answers is than the stable side's. FAIL where the whole interval of that
 * difference lies above the margin, PASS where it lies below, INCONCLUSIVE where it does neither or a side had too few requests.
 */
export function judgeErrors(
  canary: RevisionSample,
  stable: RevisionSample,
  rules: Pick<Rules, "minimumRequests" | "errorMarginPercent">,
  z: number,
): Check {
  const few = tooFew(canary, stable, rules.minimumRequests);
  if (few) return { check: "errors", verdict: "INCONCLUSIVE", evidence: few };
  const margin = rules.errorMarginPercent / 100;
  const [one, other] = [asShare(canary), asShare(stable)];
  const { excess, lower, upper } = excessInterval(one, other, z);
  const verdict: Verdict = lower > margin ? "FAIL" : upper < margin ? "PASS" : "INCONCLUSIVE";
  const more = verdict === "INCONCLUSIVE" ? requestsToPass(one, other, margin, z) : undefined;
  const evidence = [
    `5xx ${inWords(one)} against ${inWords(other)}:`,
    `${points(excess)} (${points(lower)} to ${points(upper)}) percentage points more, ${rules.errorMarginPercent} are allowed`,
    ...(more === undefined ? [] : [`; about ${more} requests like these would decide`]),
  ];
  return { check: "errors", verdict, evidence: evidence.join(" ").replace(" ;", ";") };
}

/** Why nothing can be said yet; undefined where both sides had enough requests. */
export function tooFew(
  canary: RevisionSample,
  stable: RevisionSample,
  minimumRequests: number,
): string | undefined {
  if (canary.requests >= minimumRequests && stable.requests >= minimumRequests) return undefined;
  return `${canary.requests} requests on the canary and ${stable.requests} on the stable side; it takes ${minimumRequests} on each`;
}

const MOST_REQUESTS = 10_000_000;

/** How many requests the canary needs for a PASS, if it goes on like this; undefined where it would never pass. */
function requestsToPass(canary: Share, stable: Share, margin: number, z: number): number | undefined {
  const share = canary.hits / canary.total;
  const passes = (total: number) => excessInterval({ hits: share * total, total }, stable, z).upper < margin;
  if (!passes(MOST_REQUESTS)) return undefined;
  let [low, high] = [canary.total, MOST_REQUESTS];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (passes(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function asShare({ errors, requests }: RevisionSample): Share {
  return { hits: errors, total: requests };
}

function inWords({ hits, total }: Share): string {
  return `${hits} of ${total} (${((100 * hits) / total).toFixed(2)} %)`;
}

function points(fraction: number): string {
  return (100 * fraction).toFixed(2);
}
