import type { NewLine } from "./line-census.ts";
import type { LogFinding } from "./log-findings.ts";
import type { SystemState } from "./system-states.ts";

/** One phase of the start that is shown. */
export interface AuditedPhase {
  name: string;
  found: boolean;
  /** Left out where the phase was not found, or nothing tells how long it took. */
  seconds?: number;
  /** Of the total beside it. */
  sharePercent?: number;
  /** What the baseline took for it. */
  baselineSeconds?: number;
}

/** What a log says of the starts in it. No secret is left in any text. */
export interface StartupAudit {
  /** `fail` where a finding is an error, `warn` where one is a warning. */
  verdict: "pass" | "warn" | "fail";
  entries: number;
  /** Of the first and the last entry that has one; RFC 3339. */
  firstAt?: string;
  lastAt?: string;
  starts: { seen: number; complete: number };
  /** Of the slowest complete start, or of the one that came furthest; as expected, in order. */
  phases: AuditedPhase[];
  /** Of that start; left out where the log does not tell. */
  totalSeconds?: number;
  budgetSeconds: number;
  baseline?: { name: string; totalSeconds?: number };
  systems: SystemState[];
  /** Errors first. */
  findings: LogFinding[];
  /** Lines that the baseline did not have; left out without one. */
  newLines?: { lines: NewLine[]; left: number };
}
