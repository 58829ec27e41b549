import type { ClassifiedDifference } from "./classify.ts";
import { DRIFT_CLASSES, type DriftClass } from "./drift-class.ts";
import { sayValue, type WithoutSecrets } from "./say-value.ts";

/** What `stage drift` ends with; `--json` prints just this. Its keys are a contract. */
export interface DriftReport {
  environment: "rehearsal" | "staging";
  project: string;
  region: string;
  /** Whether anything is real drift: only that is exit code 7. */
  drifted: boolean;
  /** How many differences of each class. */
  counts: Record<DriftClass, number>;
  differences: DriftRow[];
  /** What could not be looked at, and why. */
  notes: string[];
}

/** A difference as it is told; what may be secret is not in it. */
export interface DriftRow {
  class: DriftClass;
  resource: string;
  /** Empty where it is about the resource as a whole. */
  property: string;
  /** What is declared, or where the program says nothing, what was there. */
  from: string;
  to: string;
  reason: string;
  /** When the live thing was last changed (RFC 3339), by whom and with what; null where the API does not say. */
  at: string | null;
  by: string | null;
  client: string | null;
}

/** The rows of a report: real drift first, then class by class. */
export function driftRows(
  differences: readonly ClassifiedDifference[],
  withoutSecrets: WithoutSecrets,
): DriftRow[] {
  const order = Object.keys(DRIFT_CLASSES);
  return [...differences]
    .sort((a, b) => order.indexOf(a.driftClass) - order.indexOf(b.driftClass))
    .map((difference) => ({
      class: difference.driftClass,
      resource: difference.resource,
      property: difference.path,
      from: sayValue(difference.path, difference.declared ?? difference.seen, withoutSecrets),
      to: sayValue(difference.path, difference.live, withoutSecrets),
      reason: difference.reason,
      at: difference.lastChange.at ?? null,
      by: difference.lastChange.by ?? null,
      client: difference.lastChange.client ?? null,
    }));
}

export function countByClass(differences: readonly ClassifiedDifference[]): Record<DriftClass, number> {
  const names = Object.keys(DRIFT_CLASSES) as DriftClass[];
  const count = (name: DriftClass) => differences.filter(({ driftClass }) => driftClass === name).length;
  return Object.fromEntries(names.map((name) => [name, count(name)])) as Record<DriftClass, number>;
}
