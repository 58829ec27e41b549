import type { Finding } from "../../faults/fault.ts";
import type { CheckOutcome } from "../check.ts";
import { failed, passed } from "../outcome.ts";
import type { ComparisonEvidence } from "../result/evidence.ts";

/** One thing that was declared, beside what is live. */
export interface ComparedRow {
  /** As in the settings, below `services.<key>`. */
  path: string;
  declared: string;
  live: string;
}

/** The outcome of comparing: passed where all rows agree. */
export function compared(title: string, rows: readonly ComparedRow[]): CheckOutcome {
  const judged = rows.map((row) => ({ ...row, agrees: row.declared === row.live }));
  const evidence: ComparisonEvidence = { kind: "comparison", title, rows: judged };
  const findings = judged
    .filter(({ agrees }) => !agrees)
    .map(({ path, declared, live }): Finding => ({ path, expected: declared, actual: live }));
  if (findings.length === 0)
    return passed(`${rows.length} of ${rows.length} as declared`, { evidence: [evidence] });
  const told = findings.map(({ path, expected, actual }) => `${path} is ${actual} instead of ${expected}`);
  return failed(told.join("; "), { evidence: [evidence], findings });
}
