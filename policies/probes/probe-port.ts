import type { Property } from "../resource/property.ts";
import { SERVICE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";
import { checkedContainers } from "./probed-containers.ts";

export const probePort = resourceRule({
  id: "probe-port",
  title: "Probes ask the port that serves",
  severity: "medium",
  level: "mandatory",
  types: [SERVICE],
  invariants: [],
  what: "Probes go to the container's own port, which they do too when they name none.",
  why: "A probe of another port says nothing about the service, or fails one that is well.",
  fix: "services.<key>.port",
  source: "https://cloud.google.com/run/docs/configuring/healthchecks",
  subjects: checkedContainers,
  check(container) {
    const served = container.at("ports", "containerPort").number();
    return [container.at("startupProbe"), container.at("livenessProbe")]
      .flatMap(portsOf)
      .filter((port) => served !== undefined && port.number() !== served)
      .map((port) => port.refuse(String(served)));
  },
});

function portsOf(probe: Property): Property[] {
  const ports = [probe.at("httpGet", "port"), probe.at("tcpSocket", "port")];
  return ports.filter((port) => !port.isAbsent());
}
