import { Fault } from "../../faults/fault.ts";
import type { PolicyReport } from "./policy-report.ts";

/**
 * The fault for violated policies: a finding each (rule, resource and property, what was found, what is allowed), then why the
 * rule is there and the setting that mends it. `what` is refused, such as `this preview`.
 */
export function policyFault(what: string, violations: readonly PolicyReport[]): Fault {
  const count = violations.length === 1 ? "1 violation" : `${violations.length} violations`;
  return new Fault({
    code: "policy-violated",
    outcome: "policy",
    summary: `The policies refuse ${what}: ${count}.`,
    findings: violations.map(({ rule, place, found, allowed }) => ({
      path: `[${rule}] ${place}`,
      expected: allowed,
      actual: found,
    })),
    evidence: reasonsByRule(violations),
    next: "change the settings that the fixes name, then the same command again; docs/policies.md has every rule",
  });
}

/** Why and fix, once a rule, however many resources it refuses. */
function reasonsByRule(violations: readonly PolicyReport[]): string[] {
  const byRule = new Map(violations.map((violation) => [violation.rule, violation]));
  return [...byRule.values()].flatMap(({ rule, why, fix }) => [
    ...(why ? [`[${rule}] why: ${why}`] : []),
    ...(fix ? [`[${rule}] fix: ${fix}`] : []),
  ]);
}
