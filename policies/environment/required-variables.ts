import { plainVariablesOf } from "../resource/containers.ts";
import type { Property } from "../resource/property.ts";
import { SERVICE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";

export const requiredVariables = resourceRule({
  id: "required-variables",
  title: "All variables that the service needs",
  severity: "medium",
  level: "mandatory",
  types: [SERVICE],
  invariants: ["requiredVariables"],
  what: "Every variable that the service cannot do without is set.",
  why: "Configuration that was missing showed only in the start-up log, as one of many lines.",
  fix: "services.<key>.env",
  source: "https://cloud.google.com/run/docs/configuring/services/environment-variables",
  check(service, invariants) {
    const variables = plainVariablesOf(service);
    const missing = invariants.requiredVariables.filter((name) => !isSet(variables, name));
    if (missing.length === 0) return undefined;
    const list = service.at("template", "containers", 0, "envs");
    return list.refuse("each of them with a value", `nothing for ${missing.join(", ")}`);
  },
});

function isSet(variables: Property[], name: string): boolean {
  const variable = variables.find((candidate) => candidate.at("name").text() === name);
  return variable !== undefined && !variable.at("value").isAbsent();
}
