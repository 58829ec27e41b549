import type { StartupResult } from "../../validation/result/measured.ts";
import type { ValidationResult } from "../../validation/result.ts";
import { figure, words } from "../cells.ts";
import { startupChart } from "../charts/startup-phases.ts";
import type { Block, Section } from "../document.ts";
import { checksOf } from "./checks-of.ts";

/** The phases of the start beside the last good one's, and what the log says. */
export function startup(result: ValidationResult): Section {
  const blocks: Block[] = result.startup
    ? [startupChart(result.startup), phaseTable(result.startup)]
    : [{ kind: "text", text: "No start was found in the log." }];
  return {
    id: "startup",
    title: "Start-up phases and log audit",
    blocks: [...blocks, ...checksOf(result, "startup")],
  };
}

function phaseTable({ phases, totalSeconds, baseline }: StartupResult): Block {
  const before = (name: string) => {
    const index = baseline?.phases.findIndex((phase) => phase.name === name) ?? -1;
    const phase = baseline?.phases[index];
    return phase
      ? figure(phase.seconds, "s", `startup.baseline.phases.${index}.seconds`, "dim")
      : words("–", "dim");
  };
  const rows = phases.map(({ name, seconds, sharePercent }, index) => [
    words(name),
    figure(seconds, "s", `startup.phases.${index}.seconds`),
    figure(sharePercent, "%", `startup.phases.${index}.sharePercent`),
    ...(baseline ? [before(name)] : []),
  ]);
  const total = [
    words("In all"),
    figure(totalSeconds, "s", "startup.totalSeconds"),
    words(""),
    ...(baseline ? [figure(baseline.totalSeconds, "s", "startup.baseline.totalSeconds", "dim")] : []),
  ];
  return {
    kind: "table",
    caption: "Phases; shares are of the whole start",
    columns: [
      { title: "Phase" },
      { title: "Took", numeric: true },
      { title: "Share", numeric: true },
      ...(baseline ? [{ title: baseline.revision, numeric: true }] : []),
    ],
    rows: [...rows, total],
  };
}
