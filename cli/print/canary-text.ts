import type { Colors } from "picocolors/types.js";
import type { Analysis, SampleFigures, Verdict } from "../../release/canary/analysis.ts";
import { evidenceOf } from "../../release/canary/canary-faults.ts";
import type { FinishedStep, Sighting } from "../../release/canary/canary-run.ts";
import { shareOf } from "../../traffic/canary-state.ts";
import type { StepTiming } from "../steps.ts";
import { durationInWords } from "./duration.ts";

/** What `stage canary` ends with; `--json` prints just this. Its keys are a contract. */
export interface CanaryResult {
  environment: "rehearsal" | "staging";
  service: string;
  outcome: "promoted" | "nothing-new" | "analysed";
  /** The canary's revision; null where there was nothing new. */
  revision: string | null;
  /** A newer revision that was deployed meanwhile and waits at 0 %; null where there is none. */
  waiting: string | null;
  steps: FinishedStep[];
  /** The one judgement of `--dry-run`; null otherwise. */
  analysis: Analysis | null;
  timings: StepTiming[];
  totalSeconds: number;
}

/** One look, in one line: step, share, counts, verdict. */
export function sightingInWords({ state, look, analysis, secondsLeft }: Sighting): string {
  const { step, steps } = state;
  const head = `step ${step + 1} of ${steps.length}, ${shareOf(state)} %`;
  const verdict = look === "final" ? analysis.verdict : interimVerdict(analysis.verdict);
  const left = secondsLeft > 0 ? `, ${durationInWords(secondsLeft)} left` : "";
  return `${head}: canary ${figuresInWords(analysis.canary)}; stable ${figuresInWords(analysis.stable)}: ${verdict}${left}`;
}

/** Before a step's time is over only a failure counts. */
function interimVerdict(verdict: Verdict): string {
  return verdict === "FAIL" ? "FAIL" : "nothing against it so far";
}

function figuresInWords({ requests, errors, latencyMilliseconds }: SampleFigures): string {
  const latency = latencyMilliseconds === null ? "" : `, ${Math.round(latencyMilliseconds)} ms`;
  return `${requests} requests, ${errors} errors${latency}`;
}

/** What people read at the end. */
export function canaryText(result: CanaryResult, colors: Colors): string {
  const { service, environment, revision, outcome, waiting, steps, analysis, totalSeconds } = result;
  const name = `${colors.bold(service)} (${environment})`;
  if (outcome === "nothing-new") return `${name}: nothing new was deployed, so there is no canary`;
  if (outcome === "analysed" && analysis)
    return [
      `${name}: the canary of ${revision} would be judged ${verdictMark(analysis.verdict, colors)}; nothing was changed`,
      ...evidenceOf(analysis).map((line) => `  ${line}`),
    ].join("\n");
  return [
    `${name}: ${colors.green(`${revision} has all traffic`)}`,
    ...steps.map((step) => `  ${stepInWords(step)}`),
    ...(waiting ? [`  ${waiting} was deployed meanwhile and waits at 0 %: stage canary begins with it`] : []),
    colors.dim(`in all ${durationInWords(totalSeconds)}`),
  ].join("\n");
}

function stepInWords({ percent, since, analysis }: FinishedStep): string {
  if (!analysis) return `${percent} % since ${since}: went on at a person's word`;
  const { canary, stable, verdict } = analysis;
  return `${percent} % since ${since}: canary ${figuresInWords(canary)}; stable ${figuresInWords(stable)}: ${verdict}`;
}

function verdictMark(verdict: Verdict, colors: Colors): string {
  if (verdict === "PASS") return colors.green(verdict);
  return verdict === "FAIL" ? colors.red(verdict) : colors.yellow(verdict);
}
