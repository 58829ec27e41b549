import { containersOf } from "../resource/containers.ts";
import { memoryMiB } from "../resource/quantities.ts";
import { quantityOutOfRange } from "../resource/range.ts";
import { SERVICE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";

export const memoryLimit = resourceRule({
  id: "memory-limit",
  title: "Memory as declared",
  severity: "high",
  level: "mandatory",
  types: [SERVICE],
  invariants: ["memoryMiB"],
  what: "Every container has the declared memory limit.",
  why: "4Gi once ran where 512Mi was declared, at eight times the price, and a report took it for normal.",
  fix: "services.<key>.memoryMiB",
  source: "https://cloud.google.com/run/docs/configuring/services/memory-limits",
  subjects: containersOf,
  check: (container, invariants) =>
    quantityOutOfRange(
      container.at("resources", "limits", "memory"),
      memoryMiB,
      invariants.memoryMiB,
      "MiB, such as 512Mi",
    ),
});
