import type { Comparison, Goal } from "./measure.ts";
import { median, medianDifference, medianRatio, type Pairs } from "./statistics.ts";

/** The page docs/performance.md. */
export function renderReport(date: string, machine: [string, string][], comparisons: Comparison[]): string {
  return `# Performance

Written by \`npm run bench\` on ${date}. In every row the two sides run in turn (A B A B …) after a warm-up; the
ratio is the median of the pairs' own ratios, so that a machine that is busy for a while slows both sides. Times
in seconds where no unit is given: median (fastest–slowest). All of it is a rehearsal on one machine; nothing here is a statement about
Google Cloud.

| what | A | B | n | A | B | A / B | goal |
|---|---|---|---|---|---|---|---|
${comparisons.map(row).join("\n")}

## Machine and versions

| | |
|---|---|
${machine.map(([name, value]) => `| ${name} | ${value} |`).join("\n")}
`;
}

function row(comparison: Comparison): string {
  const { title, measured, baseline, pairs } = comparison;
  const { measuredMs, baselineMs } = pairs;
  const show = "goalAddedMs" in comparison ? milliseconds : seconds;
  const cells = [title, measured, baseline, measuredMs.length, show(measuredMs), show(baselineMs)];
  return `| ${[...cells, ...outcome(pairs, comparison)].join(" | ")} |`;
}

function outcome(pairs: Pairs, goal: Goal): [string, string] {
  if ("goalAddedMs" in goal) {
    const added = medianDifference(pairs);
    const { goalAddedMs } = goal;
    const judged = goalAddedMs === "none" ? "–" : `< ${goalAddedMs} ms more: ${verdict(added < goalAddedMs)}`;
    return [`**${added < 0 ? "" : "+"}${added.toFixed(2)} ms**`, judged];
  }
  const ratio = medianRatio(pairs);
  const judged =
    "goal" in goal
      ? `≤ ${goal.goal}: ${verdict(ratio <= goal.goal)}`
      : `≥ ${goal.goalAtLeast}: ${verdict(ratio >= goal.goalAtLeast)}`;
  return [`**${ratio.toFixed(2)}**`, judged];
}

function verdict(isMet: boolean): string {
  return isMet ? "met" : "missed";
}

function seconds(valuesMs: readonly number[]): string {
  return spread(valuesMs, (ms) => (ms / 1000).toFixed(2));
}

function milliseconds(valuesMs: readonly number[]): string {
  return `${spread(valuesMs, (ms) => ms.toFixed(2))} ms`;
}

function spread(valuesMs: readonly number[], show: (ms: number) => string): string {
  return `${show(median(valuesMs))} (${show(Math.min(...valuesMs))}–${show(Math.max(...valuesMs))})`;
}
