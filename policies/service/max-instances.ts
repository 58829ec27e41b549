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
  what: "Scaling is automatic, and the number of instances has a ceiling within bounds.",
  why: "Without a ceiling of its own, a loop of requests scales a service to 100 instances and their bill.",
  fix: "services.<key>.scaling.maxInstances",
  source: "https://cloud.google.com/run/docs/configuring/max-instances",
  check(service, invariants) {
    // A number set by hand goes before both bounds: https://cloud.google.com/run/docs/configuring/services/manual-scaling
    const mode = service.at("scaling", "scalingMode");
    if (mode.text() === "MANUAL") return mode.refuse("AUTOMATIC", "MANUAL");
    const maximum = service.at("template", "scaling", "maxInstanceCount");
    return outOfRange(maximum, maximum.number(), invariants.maxInstances, "instances");
  },
});
