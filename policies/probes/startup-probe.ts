import type { Property } from "../resource/property.ts";
import { SERVICE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";
import { checkedContainers, probesSomething } from "./probed-containers.ts";

export const startupProbe = resourceRule({
  id: "startup-probe",
  title: "A startup probe that asks the service",
  severity: "high",
  level: "mandatory",
  types: [SERVICE],
  invariants: [],
  what: "The container that takes requests has a startup probe over HTTP.",
  why: "An open port is no working service: traffic moved to a revision whose dependencies were not there.",
  fix: "services.<key>.probes.startup",
  source: "https://cloud.google.com/run/docs/configuring/healthchecks",
  subjects: checkedContainers,
  check(container: Property) {
    const probe = container.at("startupProbe");
    return probesSomething(probe) ? undefined : probe.at("httpGet", "path").refuse("a path, such as /health");
  },
});
