import { variableNamed } from "../resource/containers.ts";
import { SERVICE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";

export const environmentName = resourceRule({
  id: "environment-name",
  title: "The service knows that it is staging",
  severity: "high",
  level: "mandatory",
  types: [SERVICE],
  invariants: ["environment"],
  what: "The variable ENVIRONMENT names this environment.",
  why: "The program chooses its checks by it, and the default of a program is seldom staging.",
  fix: "services.<key>.env.ENVIRONMENT",
  source: "https://cloud.google.com/run/docs/configuring/services/environment-variables",
  check(service, { environment }) {
    const value = variableNamed(service, "ENVIRONMENT")?.at("value");
    // Its absence is what required-variables reports.
    return value === undefined || value.text() === environment ? undefined : value.refuse(environment);
  },
});
