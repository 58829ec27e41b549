import type { Check, Verdict } from "./analysis.ts";
import { tooFew } from "./judge-errors.ts";
import { countOf, quantileOf, slowerThan } from "./latency.ts";
import type { RevisionSample } from "./revision-sample.ts";
import type { Rules } from "./rules.ts";
import { wilsonInterval } from "./wilson.ts";

/** Slower by less than this is no failure, whatever the ratio: on a service that answers in 2 ms, 4 ms are noise. */
const FLOOR_MILLISECONDS = 20;

/**
 * Judges the canary's latency at a quantile by counting: its quantile lies above a bound just when more than 1 − quantile of its
 * requests are slower than that. So it is a share again, with its Wilson interval, and nothing is assumed about how latencies are
 * distributed. FAIL where that share is surely too large, against the highest that the stable quantile may be; PASS where it is not
 * too large as observed; INCONCLUSIVE between the two.
 */
export function judgeLatency(
  canary: RevisionSample,
  stable: RevisionSample,
  rules: Pick<Rules, "minimumRequests" | "latencyQuantile" | "latencyRatio">,
  z: number,
): Check {
  const few = tooFew(answered(canary), answered(stable), rules.minimumRequests);
  if (few) return { check: "latency", verdict: "INCONCLUSIVE", evidence: `without 5xx and sockets: ${few}` };
  const { latencyQuantile: quantile } = rules;
  const total = countOf(canary.latency);
  const stableTotal = countOf(stable.latency);
  const highest = wilsonInterval({ hits: quantile * stableTotal, total: stableTotal }, z).upper;
  const seen = quantileOf(stable.latency, quantile) ?? 0;
  const bound = boundOf(seen, rules.latencyRatio);
  const sureBound = boundOf(quantileOf(stable.latency, highest) ?? 0, rules.latencyRatio);
  const surelySlower = wilsonInterval({ hits: slowerThan(canary.latency, sureBound), total }, z).lower;
  const slower = slowerThan(canary.latency, bound) / total;
  const verdict: Verdict =
    surelySlower > 1 - quantile ? "FAIL" : slower <= 1 - quantile ? "PASS" : "INCONCLUSIVE";
  const mine = quantileOf(canary.latency, quantile) ?? 0;
  return {
    check: "latency",
    verdict,
    evidence: `p${Number((100 * quantile).toFixed(1))} ${inWords(mine)} against ${inWords(seen)}, ${inWords(bound)} are allowed`,
  };
}

/** Latencies are kept of what was neither a 5xx nor a socket. */
function answered(sample: RevisionSample): RevisionSample {
  return { ...sample, requests: countOf(sample.latency) };
}

function boundOf(quantileMilliseconds: number, ratio: number): number {
  return Math.max(quantileMilliseconds * ratio, quantileMilliseconds + FLOOR_MILLISECONDS);
}

function inWords(milliseconds: number): string {
  return `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`;
}
