import type { Difference } from "./difference.ts";
import type { DriftClass } from "./drift-class.ts";
import type { LiveFacts } from "./live-facts.ts";

/** A rule that takes differences out of what would be real drift. */
export interface ClassRule {
  driftClass: DriftClass;
  /** Why the difference is of this class; undefined where it is not. */
  reason(difference: Difference, facts: LiveFacts): string | undefined;
}
