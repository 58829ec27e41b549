import { type BillLine, runBill } from "./bill.ts";
import { overlapSeconds } from "./canary-overlap.ts";
import type { Capacity } from "./capacity.ts";
import { activeSeconds, aliveSeconds, type Load, type Sharing } from "./load.ts";
import type { Prices } from "./prices.ts";
import type { Range } from "./range.ts";

/** All that a month's cost follows from. */
export interface CostFacts {
  capacity: Capacity;
  load: Load;
  /** How wrong the number of requests may be, as a factor from 1; 1 where it was measured. */
  spread: number;
  /** Part of the free tier that is expected to be left, 0 to 1. */
  freeTierShare: number;
  /** Time in a month in which a canary shares the traffic. */
  canarySecondsPerMonth: number;
  /** Lines that do not depend on use, a database's share for one. */
  fixed: BillLine[];
}

/** What a month costs: USD, at list prices. */
export interface CostEstimate {
  totalUsd: Range;
  /** The lines of the expected bill. */
  lines: BillLine[];
  /** Instance-seconds that are paid for in the expected month. */
  paidSeconds: Range;
}

/**
 * A month's cost as a range. Low: the fewest requests, sharing instances perfectly, the whole free tier left. High: the most, none
 * sharing, no free tier. Not in it: traffic to the internet, logs, builds, image storage, secrets.
 */
export function estimateCost(facts: CostFacts, prices: Prices): CostEstimate {
  const overlap = overlapSeconds(facts.load, facts.canarySecondsPerMonth);
  const low = month(facts, prices, {
    factor: 1 / facts.spread,
    sharing: "perfect",
    free: 1,
    extra: overlap.low,
  });
  const expected = month(facts, prices, {
    factor: 1,
    sharing: "expected",
    free: facts.freeTierShare,
    extra: overlap.expected,
  });
  const high = month(facts, prices, { factor: facts.spread, sharing: "none", free: 0, extra: overlap.high });
  return {
    // The free tier covers serving, not idling: where all serving is free, serving less can cost more.
    totalUsd: { low: Math.min(low.usd, expected.usd), expected: expected.usd, high: high.usd },
    lines: expected.lines,
    paidSeconds: { low: low.paidSeconds, expected: expected.paidSeconds, high: high.paidSeconds },
  };
}

interface MonthCase {
  factor: number;
  sharing: Sharing;
  free: number;
  extra: number;
}

function month(
  { capacity, load, fixed }: CostFacts,
  prices: Prices,
  { factor, sharing, free, extra }: MonthCase,
) {
  const requests = load.requests * factor;
  const seconds = capacity.billing === "request-based" ? activeSeconds : aliveSeconds;
  const paidSeconds = seconds({ ...load, requests }, capacity, sharing) + extra;
  const lines = [...runBill(capacity, { paidSeconds, requests, freeTierShare: free }, prices), ...fixed];
  return { paidSeconds, lines, usd: lines.reduce((sum, { usd }) => sum + usd, 0) };
}
