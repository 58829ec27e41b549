import type { Finding } from "../../faults/fault.ts";

/** What a way back is checked for; `--accept` takes these names where a check may be passed over. */
export const ACCEPTABLE_CHECKS = ["image-present", "secrets-enabled", "reversible"] as const;
export type AcceptableCheck = (typeof ACCEPTABLE_CHECKS)[number];

/** A fact that speaks against going back to a revision, and the way round it. */
export interface Refusal {
  check: AcceptableCheck | "revision-ready";
  finding: Finding;
  wayRound: string;
}

/** What a check came to. */
export interface CheckResult {
  refusals: Refusal[];
  /** What could not be found out; it does not hold a rollback up. */
  notes: string[];
}

export const NOTHING_AGAINST: CheckResult = { refusals: [], notes: [] };
