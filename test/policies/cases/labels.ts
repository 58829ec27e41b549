import { REPOSITORY, SERVICE } from "../../../policies/resource/types.ts";
import type { RuleCase } from "./rule-case.ts";

export const labelCases: RuleCase[] = [
  {
    rule: "required-labels",
    mutant: "no team",
    change: (stack) => stack.set(SERVICE, "labels.team", null),
    finding: { path: "labels", found: "no team", allowed: "environment, team, managed-by" },
    reads: { type: SERVICE, path: "labels.team", wrong: 1 },
  },
  {
    rule: "environment-label",
    mutant: "development",
    change: (stack) => stack.set(REPOSITORY, "labels.environment", "development"),
    finding: { path: "labels.environment", found: "development", allowed: "staging" },
    reads: { type: REPOSITORY, path: "labels", wrong: "staging" },
  },
];
