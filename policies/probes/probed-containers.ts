import { containersOf } from "../resource/containers.ts";
import type { Property } from "../resource/property.ts";

/** The containers that take requests; where none has a port, all of them. */
export function checkedContainers(service: Property): Property[] {
  const containers = containersOf(service);
  const withPort = containers.filter((container) => !container.at("ports").isAbsent());
  return withPort.length > 0 ? withPort : containers;
}

export function probesSomething(probe: Property): boolean {
  return probe.at("httpGet", "path").text()?.startsWith("/") ?? false;
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
