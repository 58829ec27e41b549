import { outOfRange } from "../resource/range.ts";
import { SERVICE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";

export const minInstances = resourceRule({
  id: "min-instances",
  title: "Few instances kept warm",
  severity: "medium",
  level: "mandatory",
  types: [SERVICE],
  invariants: ["minInstances"],
  what: "No more instances are kept warm than allowed; unset means none.",
  why: "Warm instances are paid for around the clock, and staging is idle most of it.",
  fix: "services.<key>.scaling.minInstances",
  source: "https://cloud.google.com/run/docs/configuring/min-instances",
  subjects: (service) => [service.at("template", "scaling"), service.at("scaling")],
  check(scaling, invariants) {
    const minimum = scaling.at("minInstanceCount");
    return outOfRange(minimum, minimum.number() ?? 0, invariants.minInstances, "instances");
  },
});
