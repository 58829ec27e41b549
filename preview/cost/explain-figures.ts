import { runBill } from "./bill.ts";
import type { Capacity } from "./capacity.ts";
import { MONTH_SECONDS } from "./load.ts";
import type { Prices } from "./prices.ts";

/** A monthly figure that somebody claimed, with the capacity that it was claimed for. */
export interface ClaimedFigure {
  monthlyUsd: number;
  capacity: Capacity;
}

/** What has to be true for a figure. */
export interface Explanation {
  billing: Capacity["billing"];
  /** Instances that are paid for all month long, on average. */
  meanInstances: number;
}

/** Under which mean number of instances a figure comes out, for each way of billing, requests and the free tier left out. */
export function explainFigure({ monthlyUsd, capacity }: ClaimedFigure, prices: Prices): Explanation[] {
  return billings.map((billing) => ({
    billing,
    meanInstances: monthlyUsd / instanceMonthUsd({ ...capacity, billing }, prices),
  }));
}

/** The one use, and the one fixed amount beside Cloud Run, under which both of two figures come out. */
export interface PairExplanation extends Explanation {
  /** What does not depend on the capacity: a database, say. USD a month; below 0 there is no such explanation. */
  fixedUsd: number;
}

/** Two figures, before and after a change of capacity alone: two equations, so use and fixed amount follow. */
export function explainPair(before: ClaimedFigure, after: ClaimedFigure, prices: Prices): PairExplanation[] {
  return billings.map((billing) => {
    const beforeMonth = instanceMonthUsd({ ...before.capacity, billing }, prices);
    const afterMonth = instanceMonthUsd({ ...after.capacity, billing }, prices);
    const meanInstances = (before.monthlyUsd - after.monthlyUsd) / (beforeMonth - afterMonth);
    return { billing, meanInstances, fixedUsd: after.monthlyUsd - meanInstances * afterMonth };
  });
}

const billings = ["request-based", "instance-based"] as const;

/** One instance, paid for all month long, at active prices. */
function instanceMonthUsd(capacity: Capacity, prices: Prices): number {
  const billable = { paidSeconds: MONTH_SECONDS, requests: 0, freeTierShare: 0 };
  const lines = runBill({ ...capacity, minInstances: 0 }, billable, prices);
  return lines.reduce((sum, { usd }) => sum + usd, 0);
}
