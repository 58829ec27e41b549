/** What a step of a canary came to. */
export type Verdict = "PASS" | "FAIL" | "INCONCLUSIVE";

/** One thing that was looked at. */
export interface Check {
  check: "errors" | "latency" | "log" | "validation";
  verdict: Verdict;
  /** What was seen and how it was judged, in a line. */
  evidence: string;
}

/** The numbers of one side. */
export interface SampleFigures {
  requests: number;
  errors: number;
  /** At the quantile of the settings; null without requests. */
  latencyMilliseconds: number | null;
}

/** A judgement with all that it rests on. */
export interface Analysis {
  verdict: Verdict;
  checks: Check[];
  canary: SampleFigures;
  stable: SampleFigures;
}

/** One bad thing is enough to fail, one unclear thing to leave it open. */
export function overall(checks: readonly Check[]): Verdict {
  const verdicts = checks.map(({ verdict }) => verdict);
  if (verdicts.includes("FAIL")) return "FAIL";
  return verdicts.includes("INCONCLUSIVE") ? "INCONCLUSIVE" : "PASS";
}
