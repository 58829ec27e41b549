import type { CheckContext, CheckOutcome } from "./check.ts";
import { warned } from "./outcome.ts";

/**
 * Softens what compares the serving revision with the settings: where traffic is held on an earlier one, a difference is what
 * somebody wanted, and only to be known.
 */
export function unlessHeld(
  { held, subject }: Pick<CheckContext, "held" | "subject">,
  outcome: CheckOutcome,
): CheckOutcome {
  if (!held || outcome.verdict !== "fail") return outcome;
  const reason = `${subject.revision.name} serves by ${held.why}, and is not what was deployed last: ${outcome.reason}`;
  return warned(reason, { ...outcome });
}
