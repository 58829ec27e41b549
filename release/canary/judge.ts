import { type Analysis, type Check, overall, type SampleFigures } from "./analysis.ts";
import type { ErrorKind } from "./error-lines.ts";
import { judgeErrors } from "./judge-errors.ts";
import { judgeLatency } from "./judge-latency.ts";
import { quantileOf } from "./latency.ts";
import type { RevisionSample } from "./revision-sample.ts";
import type { Rules } from "./rules.ts";

/** What was seen of both sides. */
export interface Observation {
  canary: RevisionSample;
  stable: RevisionSample;
  /** Error lines of kinds that the stable side does not log. */
  newErrorLines: readonly ErrorKind[];
  /** What the validation command came to, where one was run. */
  validation?: Check;
}

/** Two-sided confidence of 95 %. */
const FINAL_Z = 1.96;
/**
 * Two-sided confidence of 99.9 %, for looks before a step's time is over: so strict that looking often does not add up to a false
 * alarm (Haybittle 1971, Peto et al. 1976).
 */
const INTERIM_Z = 3.29;

/** `interim`: before the step's time is over, when only a clear failure counts. */
export type Look = "interim" | "final";

/** Judges a canary against the stable side. */
export function judge(observation: Observation, rules: Rules, look: Look): Analysis {
  const { canary, stable, newErrorLines, validation } = observation;
  const z = look === "final" ? FINAL_Z : INTERIM_Z;
  const checks = [
    judgeErrors(canary, stable, rules, z),
    judgeLatency(canary, stable, rules, z),
    judgeLines(newErrorLines, rules),
    ...(validation ? [validation] : []),
  ];
  const figures = (sample: RevisionSample) => figuresOf(sample, rules);
  return { verdict: overall(checks), checks, canary: figures(canary), stable: figures(stable) };
}

const SHOWN_KINDS = 3;

function judgeLines(kinds: readonly ErrorKind[], { newErrorLines }: Rules): Check {
  const lines = kinds.reduce((sum, kind) => sum + kind.lines, 0);
  const shown = kinds.slice(0, SHOWN_KINDS).map(({ kind, lines: times }) => `${times} × ${kind}`);
  const left = kinds.length - shown.length;
  const words = [...shown, ...(left > 0 ? [`${left} more kinds`] : [])].join("; ");
  return {
    check: "log",
    verdict: lines >= newErrorLines ? "FAIL" : "PASS",
    evidence:
      lines === 0
        ? "no error lines that the stable revision does not log too"
        : `${lines} error lines of kinds that the stable revision does not log (${newErrorLines} are too many): ${words}`,
  };
}

function figuresOf({ requests, errors, latency }: RevisionSample, { latencyQuantile }: Rules): SampleFigures {
  return { requests, errors, latencyMilliseconds: quantileOf(latency, latencyQuantile) ?? null };
}
