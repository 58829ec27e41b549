import type { Pairs } from "./statistics.ts";

/** One comparison of the report. */
export type Comparison = {
  title: string;
  measured: string;
  baseline: string;
  pairs: Pairs;
} & Goal;

/** The ratio that should not be exceeded, or the least that it should be, or what is added in milliseconds. */
export type Goal = { goal: number } | { goalAtLeast: number } | { goalAddedMs: number | "none" };

/** Resolves to the milliseconds it took, or those it counted itself. */
export type Run = () => Promise<number>;

/** Runs both in turn, `runs` times each after one round that does not count. */
export async function inTurn(runs: number, measured: Run, baseline: Run): Promise<Pairs> {
  const pairs: Pairs = { measuredMs: [], baselineMs: [] };
  for (let run = 0; run <= runs; run += 1) {
    const [measuredMs, baselineMs] = [await measured(), await baseline()];
    process.stderr.write(`  ${run === 0 ? "warm-up" : run}: ${measuredMs.toFixed(0)} ms, `);
    process.stderr.write(`baseline ${baselineMs.toFixed(0)} ms\n`);
    if (run === 0) continue;
    pairs.measuredMs.push(measuredMs);
    pairs.baselineMs.push(baselineMs);
  }
  return pairs;
}

/** Milliseconds that the work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}
