import { containersOf, plainVariablesOf } from "../resource/containers.ts";
import type { Property } from "../resource/property.ts";
import { SERVICE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";

const VERBS = "(BYPASS|SKIP|DISABLE|DISABLED|IGNORE|NO|ALLOW|WITHOUT|TURN_OFF)";
const GUARDS =
  "(VALIDATION|VALIDATE|AUTH|AUTHENTICATION|AUTHORIZATION|SECURITY|TLS|SSL|CHECK|CHECKS|VERIFY|VERIFICATION|UNAUTHENTICATED|INSECURE|JWT|STARTUP|CSRF)";
const PATTERNS = [
  new RegExp(`(^|_)${VERBS}_(\\w+_)?${GUARDS}(_|$)`),
  new RegExp(`(^|_)${GUARDS}_(\\w+_)?(BYPASS|SKIP|DISABLED|OFF)(_|$)`),
  /(^|_)(BYPASS|INSECURE)(_|$)/,
];
const REJECT_UNAUTHORIZED = "NODE_TLS_REJECT_UNAUTHORIZED";
const OFF = ["", "0", "false", "no", "off"];

export const validationBypass = resourceRule({
  id: "validation-bypass",
  title: "No way round the checks",
  severity: "critical",
  level: "mandatory",
  types: [SERVICE],
  invariants: [],
  what: "No variable or argument switches validation, authentication or TLS off.",
  why: "A start with a failed dependency check was let through by such a flag, and its log was called healthy.",
  fix: "services.<key>.env",
  source: "https://cloud.google.com/run/docs/configuring/services/environment-variables",
  subjects: (service) => [...plainVariablesOf(service), ...containersOf(service).flatMap(argumentsOf)],
  check(subject) {
    return isVariable(subject.path) ? checkVariable(subject) : checkArgument(subject);
  },
});

function argumentsOf(container: Property): Property[] {
  return [...container.at("commands").items(), ...container.at("args").items()];
}

function isVariable(path: string): boolean {
  return /\.envs\[\d+\]$/.test(path);
}

function checkVariable(variable: Property) {
  const name = variable.at("name").text() ?? "";
  if (!bypasses(name) && name !== REJECT_UNAUTHORIZED) return undefined;
  const isOff = OFF.includes((variable.at("value").text() ?? "").toLowerCase());
  if (isOff !== (name === REJECT_UNAUTHORIZED)) return undefined;
  return variable.at("value").refuse("all checks on", `${name} is set to switch one off`);
}

function checkArgument(argument: Property) {
  const text = argument.text() ?? "";
  const [flag = "", value = "true"] = text.replace(/^-+/, "").split("=");
  const name = flag.replaceAll("-", "_").toUpperCase();
  if (!text.startsWith("-") || !bypasses(name) || OFF.includes(value.toLowerCase())) return undefined;
  return argument.refuse("all checks on", `--${flag}`);
}

function bypasses(name: string): boolean {
  return PATTERNS.some((pattern) => pattern.test(name.toUpperCase()));
}
