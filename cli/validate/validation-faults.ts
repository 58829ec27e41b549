import { Fault } from "../../faults/fault.ts";
import type { ValidationResult } from "../../validation/result.ts";

/**
 * What a validation ends with where it is not READY: `not-ready` or `unproven`, exit code 4 both, since a gate must stay shut for
 * what was not proven as well. Undefined for READY.
 */
export function validationFault({ verdict, meta }: ValidationResult): Fault | undefined {
  if (verdict.verdict === "READY") return undefined;
  const isUnproven = verdict.verdict === "UNPROVEN";
  return new Fault({
    code: isUnproven ? "unproven" : "not-ready",
    outcome: "validation",
    summary: `${meta.service}, revision ${meta.revision}: ${verdict.summary}`,
    findings: verdict.blocking.map(({ check, title, reason }) => ({
      path: check,
      expected: title,
      actual: isUnproven ? `skipped: ${reason}` : reason,
    })),
    next: isUnproven
      ? "give the checks what they need (docs/operations.md, Validation), then stage validate again"
      : "stage validate --json has the evidence of every check; stage rollback goes back meanwhile",
  });
}
