import type { ServiceSettings } from "../../settings/service.ts";
import type { Check } from "../check.ts";
import { coldStart } from "../checks/cold-start.ts";
import { endpoint } from "../checks/endpoint.ts";
import { errorRate } from "../checks/error-rate.ts";
import { gracefulShutdown } from "../checks/graceful-shutdown.ts";
import { latency } from "../checks/latency.ts";
import { memory } from "../checks/memory.ts";
import { startupLog } from "../checks/startup-log.ts";
import { healthPathOf } from "../health-path.ts";
import type { StartupContract } from "../probe/startup-audit.ts";
import { commonChecks } from "./common-checks.ts";
import { endpointsOf, sampledOf } from "./endpoints.ts";

/** A program that is not known announces neither phases nor systems. */
const START: StartupContract = { phases: [], criticalSystems: [], accepted: () => ({}) };

/**
 * The checks of any HTTP service: it is asked for the health path of its probes and for the endpoints of its settings, and nothing is
 * known of it but those.
 */
export function httpContract(settings: ServiceSettings): Check[] {
  const health = healthPathOf(settings);
  const known = health === undefined ? [] : [{ method: "GET", path: health }];
  const endpoints = endpointsOf(known, settings.validation.endpoints);
  return [
    ...commonChecks(settings),
    ...endpoints.map(endpoint),
    startupLog(START),
    coldStart(START),
    latency(sampledOf(endpoints)),
    errorRate(sampledOf(endpoints)),
    memory,
    // Last, since it may end the instance that the others ask.
    gracefulShutdown,
  ];
}
