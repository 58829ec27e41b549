import { outOfRange } from "../resource/range.ts";
import { SERVICE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";

export const maxInstances = resourceRule({
  id: "max-instances",
  title: "A ceiling on instances",
  severity: "high",
  level: "mandatory",
  types: [SERVICE],
  invariants: ["maxInstances"],
  what: "The number of instances has a ceiling, and it is within bounds.",
  why: "Without a ceiling of its own, a loop of requests scales a service to 100 instances and their bill.",
  fix: "services.<key>.scaling.maxInstances",
  source: "https://cloud.google.com/run/docs/configuring/max-instances",
  check(service, invariants) {
    const maximum = service.at("template", "scaling", "maxInstanceCount");
    return outOfRange(maximum, maximum.number(), invariants.maxInstances, "instances");
  },
});
