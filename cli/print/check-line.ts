import type { CheckResult, CheckVerdict } from "../../validation/result/check-result.ts";

const MARKS: Record<CheckVerdict, string> = { pass: "✓", warn: "!", fail: "✗", skipped: "-" };

/** One check in a line: mark, title, what was found, time; skipped and retried ones say so. */
export function checkLine({ verdict, title, reason, seconds, attempts, needed }: CheckResult): string {
  const notes = [
    ...(verdict === "skipped" ? [needed ? "skipped" : "skipped, not needed"] : [`${seconds.toFixed(1)} s`]),
    ...(attempts > 1 ? [`${attempts} attempts`] : []),
  ];
  return `${MARKS[verdict]} ${title}: ${reason} (${notes.join(", ")})`;
}
