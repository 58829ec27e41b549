import { containersOf, plainVariablesOf } from "../resource/containers.ts";
import type { Property } from "../resource/property.ts";
import { SERVICE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";
import { switchesCheckOff } from "./bypass-names.ts";

export const validationBypass = resourceRule({
  id: "validation-bypass",
  title: "No way round the checks",
  severity: "critical",
  level: "mandatory",
  types: [SERVICE],
  invariants: ["exemptVariables"],
  what: "No variable or argument switches validation, authentication or TLS off.",
  why: "A start with a failed dependency check was let through by such a flag, and its log was called healthy.",
  fix: "services.<key>.env",
  source: "https://cloud.google.com/run/docs/configuring/services/environment-variables",
  subjects: (service) => [...plainVariablesOf(service), ...containersOf(service).flatMap(argumentsOf)],
  check(subject, { exemptVariables }) {
    return isVariable(subject.path)
      ? checkVariable(subject, exemptVariables)
      : checkArgument(subject, exemptVariables);
  },
});

function argumentsOf(container: Property): Property[] {
  return [...container.at("commands").items(), ...container.at("args").items()];
}

function isVariable(path: string): boolean {
  return /\.envs\[\d+\]$/.test(path);
}

function checkVariable(variable: Property, exempt: readonly string[]) {
  const name = variable.at("name").text() ?? "";
  if (exempt.includes(name)) return undefined;
  const value = variable.at("value");
  if (!switchesCheckOff(name.toUpperCase(), value.text() ?? "")) return undefined;
  return value.refuse("all checks on", `${name} is set to switch one off`);
}

function checkArgument(argument: Property, exempt: readonly string[]) {
  const text = argument.text() ?? "";
  const [flag = "", value = "true"] = text.replace(/^-+/, "").split("=");
  const name = flag.replaceAll("-", "_").toUpperCase();
  if (!text.startsWith("-") || exempt.includes(name) || !switchesCheckOff(name, value)) return undefined;
  return argument.refuse("all checks on", `--${flag}`);
}
