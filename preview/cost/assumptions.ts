import type { CostFacts } from "./estimate.ts";
import type { Prices } from "./prices.ts";

/** What an estimate rests on, a sentence each. */
export function assumptionsInWords(facts: CostFacts, prices: Prices): string[] {
  const { load, capacity, spread, freeTierShare, canarySecondsPerMonth } = facts;
  const requests = Math.round(load.requests).toLocaleString("en-US");
  const range = spread === 1 ? "as measured" : `the range: from 1/${spread} of that to ${spread} times it`;
  const sockets = (load.webSocketSeconds / 3600).toFixed(0);
  return [
    `${requests} requests a month of ${(load.meanRequestSeconds * 1000).toFixed(0)} ms, ${range}`,
    `WebSockets open in ${sockets} of 730 hours`,
    `${capacity.billing} billing of ${capacity.cpu} vCPU and ${capacity.memoryGiB} GiB, ${capacity.minInstances} to ${capacity.maxInstances} instances`,
    `${(freeTierShare * 100).toFixed(0)} % of the billing account's free tier left for it (low end: all, high end: none)`,
    ...(canarySecondsPerMonth > 0
      ? [`canaries share the traffic for ${(canarySecondsPerMonth / 3600).toFixed(1)} hours a month`]
      : []),
    `list prices of ${prices.asOf}, ${prices.sources.run}`,
    "not in it: traffic to the internet, logs, builds, image storage, secrets",
  ];
}
