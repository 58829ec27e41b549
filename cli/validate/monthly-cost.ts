import { costFactsOf } from "../../preview/cost/cost-facts.ts";
import { estimateCost } from "../../preview/cost/estimate.ts";
import { pricesByRegion } from "../../preview/cost/prices.ts";
import type { ServiceSettings } from "../../settings/service.ts";

/** What a month of a service is reckoned to cost, and from what; undefined in a region without prices. */
export function monthlyCost(
  region: string,
  service: ServiceSettings,
): { expectedUsd: number; source: string } | undefined {
  const prices = pricesByRegion[region];
  if (!prices) return undefined;
  const { expected } = estimateCost(costFactsOf(service, prices), prices).totalUsd;
  return {
    expectedUsd: expected,
    source: `an estimate by list prices of ${prices.asOf} and the use that services.<key>.usage assumes (stage cost)`,
  };
}
