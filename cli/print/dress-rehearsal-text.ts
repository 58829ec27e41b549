import type { Colors } from "picocolors/types.js";
import type { RehearsalResult, RehearsalStep } from "../../preview/rehearsal-result.ts";
import { bareTable } from "./bare-table.ts";

/** How a dress rehearsal went: a row per step. */
export function dressRehearsalText(result: RehearsalResult, colors: Colors): string {
  const row = (name: string, step: RehearsalStep | undefined) => {
    if (!step) return [name, "not tried", "", ""];
    const passed = step.passed ? colors.green("yes") : colors.red("no");
    return [name, passed, `${step.seconds.toFixed(1)} s`, step.note ?? ""];
  };
  return bareTable(
    ["rehearsed", "", "took", ""],
    [
      row("deployed", result.deployed),
      row("validated", result.validated),
      row("rolled back", result.rolledBack),
    ],
  );
}
