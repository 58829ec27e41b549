import type { ServiceSettings } from "../../settings/service.ts";
import { type Capacity, capacityOfSettings } from "./capacity.ts";
import { databaseLine } from "./database-share.ts";
import type { CostFacts } from "./estimate.ts";
import type { Prices } from "./prices.ts";

/** The facts of a service's cost from its settings: declared capacity, assumed use. */
export function costFactsOf(
  service: ServiceSettings,
  prices: Prices,
  capacity: Capacity = capacityOfSettings(service),
): CostFacts {
  const { usage } = service;
  const database = databaseLine(usage.database, prices);
  return {
    capacity,
    load: {
      requests: usage.requestsPerMonth,
      meanRequestSeconds: usage.meanRequestMilliseconds / 1000,
      webSocketSeconds: usage.webSocketHoursPerMonth * 3600,
    },
    spread: usage.spread,
    freeTierShare: usage.freeTierShare,
    canarySecondsPerMonth: usage.canariesPerMonth * sharedSeconds(service),
    fixed: database ? [database] : [],
  };
}

/** How long two revisions share the traffic in one canary that goes through: every step but the last, at its shortest. */
function sharedSeconds({ canary }: ServiceSettings): number {
  return (canary.steps.length - 1) * canary.intervalMinutes * 60;
}
