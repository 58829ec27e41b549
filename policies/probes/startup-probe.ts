import { SERVICE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";
import { asksHealth, checkedContainers } from "./probed-containers.ts";

export const startupProbe = resourceRule({
  id: "startup-probe",
  title: "A startup probe that asks the service",
  severity: "high",
  level: "mandatory",
  types: [SERVICE],
  invariants: ["healthPath"],
  what: "The container that takes requests has a startup probe on its health path.",
  why: "An open port is no working service: traffic moved to a revision whose dependencies were not there.",
  fix: "services.<key>.probes.startup",
  source: "https://cloud.google.com/run/docs/configuring/healthchecks",
  subjects: checkedContainers,
  check: (container, { healthPath }) => asksHealth(container.at("startupProbe"), healthPath),
});
