import { SERVICE } from "../../../policies/resource/types.ts";
import type { RuleCase } from "./rule-case.ts";

const ENVS = "template.containers[0].envs";

export const environmentCases: RuleCase[] = [
  {
    rule: "environment-name",
    mutant: "development",
    change: (stack) => stack.set(SERVICE, `${stack.variablePath("ENVIRONMENT")}.value`, "development"),
    finding: { path: `${ENVS}[7].value`, found: "development", allowed: "staging" },
    reads: { type: SERVICE, path: (stack) => `${stack.variablePath("ENVIRONMENT")}.value`, wrong: 1 },
  },
  {
    rule: "required-variables",
    mutant: "no ClickHouse",
    change: (stack) => stack.removeVariable("CLICKHOUSE_HOST"),
    finding: { path: ENVS, found: "nothing for CLICKHOUSE_HOST", allowed: "each of them with a value" },
    reads: { type: SERVICE, path: ENVS, wrong: { ENVIRONMENT: "staging" } },
  },
  {
    rule: "validation-bypass",
    mutant: "the flag that let a failed check pass",
    change: (stack) => stack.addVariable("BYPASS_STARTUP_VALIDATION", "true"),
    finding: {
      path: `${ENVS}[14].value`,
      found: "BYPASS_STARTUP_VALIDATION is set to switch one off",
      allowed: "all checks on",
    },
    reads: { type: SERVICE, path: `${ENVS}[0].name`, wrong: 1 },
  },
  ...[
    "ALLOW_ANONYMOUS=true",
    "ALLOW_EXPIRED_JWT=1",
    "VERIFY_SSL=false",
    "SSL_VERIFY=false",
    "AUTH_ENABLED=false",
    "ENABLE_AUTH=0",
    "REQUIRE_AUTH=false",
    "REQUIRE_JWT=no",
    "STARTUP_VALIDATION=off",
    "STARTUP_VALIDATION_ENABLED=false",
    "ENABLE_STARTUP_CHECKS=Disabled",
    "AUTH=none",
  ].map(switchedOff),
  {
    rule: "validation-bypass",
    mutant: "a flag that switches a check off",
    change: (stack) => {
      stack.container.args = ["main.mjs", "--verify-ssl=false"];
    },
    finding: { path: "template.containers[0].args[1]", found: "--verify-ssl", allowed: "all checks on" },
    reads: { type: SERVICE, path: "template.containers[0].args", wrong: "--verify-ssl=false" },
  },
];

function switchedOff(variable: string): RuleCase {
  const [name = "", value = ""] = variable.split("=");
  return {
    rule: "validation-bypass",
    mutant: variable,
    change: (stack) => stack.addVariable(name, value),
    finding: {
      path: `${ENVS}[14].value`,
      found: `${name} is set to switch one off`,
      allowed: "all checks on",
    },
    reads: { type: SERVICE, path: `${ENVS}[0].name`, wrong: 1 },
  };
}
