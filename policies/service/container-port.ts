import { containersOf } from "../resource/containers.ts";
import type { Property } from "../resource/property.ts";
import { SERVICE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";

export const containerPort = resourceRule({
  id: "container-port",
  title: "The declared port",
  severity: "medium",
  level: "mandatory",
  types: [SERVICE],
  invariants: ["port"],
  what: "The container that takes requests listens on the declared port.",
  why: "A container that listens elsewhere never passes its startup probe, and the revision fails.",
  fix: "services.<key>.port",
  source: "https://cloud.google.com/run/docs/configuring/services/containers",
  subjects: ingressContainers,
  check(container, { port: expected }) {
    const port = container.at("ports", "containerPort");
    return port.number() === expected ? undefined : port.refuse(String(expected));
  },
});

/** Only one container may have a port; when none has, the first one is at fault. */
function ingressContainers(service: Property): Property[] {
  const containers = containersOf(service);
  const withPort = containers.filter((container) => !container.at("ports").isAbsent());
  return withPort.length > 0 ? withPort : containers.slice(0, 1);
}
