import { SERVICE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";
import { asksHealth, checkedContainers } from "./probed-containers.ts";

export const livenessProbe = resourceRule({
  id: "liveness-probe",
  title: "A liveness probe that asks the service",
  severity: "medium",
  level: "mandatory",
  types: [SERVICE],
  invariants: ["livenessPath"],
  what: "The container that takes requests has a liveness probe on its liveness path.",
  why: "An instance that hangs keeps its share of requests until somebody looks, unless a probe has it replaced.",
  fix: "services.<key>.probes.liveness",
  source: "https://cloud.google.com/run/docs/configuring/healthchecks",
  subjects: checkedContainers,
  check: (container, { livenessPath }) => asksHealth(container.at("livenessProbe"), livenessPath),
});
