import type { CheckGroup } from "../../validation/result/check-result.ts";
import type { ValidationResult } from "../../validation/result.ts";
import type { Block } from "../document.ts";

/** The checks of these groups, with their evidence; a note where there is none. */
export function checksOf({ checks }: ValidationResult, ...groups: CheckGroup[]): Block[] {
  const chosen = checks.filter(({ group }) => groups.includes(group));
  if (chosen.length === 0)
    return [{ kind: "text", text: "No check of this kind belongs to the service's contract." }];
  return chosen.map(({ evidence, ...check }) => ({ kind: "check", check, evidence }));
}
