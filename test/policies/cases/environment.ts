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
];
