import { containersOf } from "../resource/containers.ts";
import type { Property } from "../resource/property.ts";
import type { Violation } from "../resource/violation.ts";

/** The containers that take requests; where none has a port, all of them. */
export function checkedContainers(service: Property): Property[] {
  const containers = containersOf(service);
  const withPort = containers.filter((container) => !container.at("ports").isAbsent());
  return withPort.length > 0 ? withPort : containers;
}

/** Refuses a probe that asks another path than the service's health, or only opens a port. */
export function asksHealth(probe: Property, healthPath: string): Violation | undefined {
  const path = probe.at("httpGet", "path");
  return path.text() === healthPath ? undefined : path.refuse(healthPath);
}

/** Cloud Run's defaults for what a probe leaves out: https://cloud.google.com/run/docs/configuring/healthchecks */
export function probeTiming(probe: Property) {
  return {
    initialDelaySeconds: probe.at("initialDelaySeconds").number() ?? 0,
    periodSeconds: probe.at("periodSeconds").number() ?? 10,
    timeoutSeconds: probe.at("timeoutSeconds").number() ?? 1,
    failureThreshold: probe.at("failureThreshold").number() ?? 3,
  };
}
