import { containersOf } from "../resource/containers.ts";
import { cpuCount } from "../resource/quantities.ts";
import { quantityOutOfRange } from "../resource/range.ts";
import { SERVICE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";

export const cpuLimit = resourceRule({
  id: "cpu-limit",
  title: "CPU as declared",
  severity: "high",
  level: "mandatory",
  types: [SERVICE],
  invariants: ["cpuCount"],
  what: "Every container has the declared CPU limit.",
  why: "4 CPUs once ran where 1 was declared; and below 1 CPU, Cloud Run serves one request at a time.",
  fix: "services.<key>.cpu",
  source: "https://cloud.google.com/run/docs/configuring/services/cpu",
  subjects: containersOf,
  check: (container, invariants) =>
    quantityOutOfRange(
      container.at("resources", "limits", "cpu"),
      cpuCount,
      invariants.cpuCount,
      "vCPU, as a text",
    ),
});
