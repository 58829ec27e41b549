import { outOfRange } from "../resource/range.ts";
import { SERVICE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";

export const concurrency = resourceRule({
  id: "concurrency",
  title: "Concurrency within bounds",
  severity: "medium",
  level: "mandatory",
  types: [SERVICE],
  invariants: ["concurrency"],
  what: "The number of requests that an instance serves at a time is set, and within bounds.",
  why: "Left unset it becomes 80, and the same load starts twelve times the instances.",
  fix: "services.<key>.concurrency",
  source: "https://cloud.google.com/run/docs/about-concurrency",
  check(service, invariants) {
    const limit = service.at("template", "maxInstanceRequestConcurrency");
    return outOfRange(limit, limit.number(), invariants.concurrency, "requests");
  },
});
