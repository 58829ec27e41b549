import type { CheckOutcome } from "./check.ts";

type Rest = Partial<Omit<CheckOutcome, "verdict" | "reason">>;

function outcome(verdict: CheckOutcome["verdict"], reason: string, rest: Rest): CheckOutcome {
  return { evidence: [], findings: [], ...rest, verdict, reason };
}

/** It is as it should be. */
export function passed(reason: string, rest: Rest = {}): CheckOutcome {
  return outcome("pass", reason, rest);
}

/** Nothing that blocks, but nothing to be content with. */
export function warned(reason: string, rest: Rest = {}): CheckOutcome {
  return outcome("warn", reason, rest);
}

/** It is not as it should be. */
export function failed(reason: string, rest: Rest = {}): CheckOutcome {
  return outcome("fail", reason, rest);
}

/** It could not be looked at, so that nothing is known. */
export function skipped(reason: string, rest: Rest = {}): CheckOutcome {
  return outcome("skipped", reason, rest);
}

/** Skipped where READY need not wait for it. */
export function notNeeded(reason: string, rest: Rest = {}): CheckOutcome {
  return outcome("skipped", reason, { ...rest, needed: false });
}
