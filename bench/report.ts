import type { Comparison } from "./measure.ts";
import { median, medianRatio } from "./statistics.ts";

/** The page docs/performance.md. */
export function renderReport(date: string, machine: [string, string][], comparisons: Comparison[]): string {
  return `# Performance

Written by \`npm run bench\` on ${date}. In every row the two sides run in turn (A B A B …) after a warm-up; the
ratio is the median of the pairs' own ratios, so that a machine that is busy for a while slows both sides. Times
in seconds: median (fastest–slowest). All of it is a rehearsal on one machine; nothing here is a statement about
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

function row({ title, measured, baseline, goal, pairs }: Comparison): string {
  const ratio = medianRatio(pairs);
  const verdict = ratio <= goal ? "met" : "missed";
  const { measuredMs, baselineMs } = pairs;
  const cells = [title, measured, baseline, measuredMs.length, seconds(measuredMs), seconds(baselineMs)];
  return `| ${[...cells, `**${ratio.toFixed(2)}**`, `≤ ${goal}: ${verdict}`].join(" | ")} |`;
}

function seconds(valuesMs: readonly number[]): string {
  const [middle, least, most] = [median(valuesMs), Math.min(...valuesMs), Math.max(...valuesMs)];
  return `${inSeconds(middle)} (${inSeconds(least)}–${inSeconds(most)})`;
}

function inSeconds(ms: number): string {
  return (ms / 1000).toFixed(2);
}
