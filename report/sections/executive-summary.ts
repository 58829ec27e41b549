import { CHECK_VERDICTS, type CheckVerdict } from "../../validation/result/check-result.ts";
import type { ValidationResult } from "../../validation/result.ts";
import { figure, words } from "../cells.ts";
import type { Block, Cell, Section, Tone } from "../document.ts";

const TONES: Record<CheckVerdict, Tone> = { pass: "good", warn: "warn", fail: "bad", skipped: "dim" };

const ENDS = {
  READY: "Every needed check passed.",
  "NOT READY": "At least one needed check failed.",
  UNPROVEN: "Something that is needed was not proven.",
} as const;

/** What somebody reads who reads nothing else. */
export function executiveSummary(result: ValidationResult): Section {
  const { verdict, meta } = result;
  return {
    id: "executive-summary",
    title: "Executive summary",
    blocks: [
      {
        kind: "text",
        text: `${meta.revision} of ${meta.service}, held to the contract ${meta.contract}. ${ENDS[verdict.verdict]}`,
      },
      {
        kind: "facts",
        prominent: true,
        rows: [countRow(result), ...figureRows(result), ["Took", figure(meta.seconds, "s", "meta.seconds")]],
      },
      ...blockingList(result),
    ],
  };
}

function countRow({ checks }: ValidationResult): [string, Cell] {
  const counts = CHECK_VERDICTS.map((verdict) => {
    const count = checks.filter((check) => check.verdict === verdict).length;
    return count === 0 ? "" : `${count} ${verdict}`;
  }).filter((text) => text !== "");
  const worst = (["fail", "warn", "skipped", "pass"] as const).find((verdict) =>
    checks.some((check) => check.verdict === verdict),
  );
  return ["Checks", words(`${checks.length}: ${counts.join(", ")}`, worst && TONES[worst])];
}

function figureRows({ startup, measurements }: ValidationResult): [string, Cell][] {
  const rows: [string, Cell][] = [];
  if (startup) rows.push(["Start-up", figure(startup.totalSeconds, "s", "startup.totalSeconds")]);
  const slowest = measurements.latency.reduce<number>(
    (worst, { p95Milliseconds }, index, all) =>
      p95Milliseconds > (all[worst]?.p95Milliseconds ?? -1) ? index : worst,
    0,
  );
  const latency = measurements.latency[slowest];
  if (latency) {
    const cell = figure(latency.p95Milliseconds, "ms", `measurements.latency.${slowest}.p95Milliseconds`);
    rows.push([`Slowest p95 (${latency.endpoint})`, cell]);
  }
  if (measurements.memory) {
    rows.push(["Memory in use", figure(measurements.memory.usedMiB, "MiB", "measurements.memory.usedMiB")]);
  }
  return rows;
}

function blockingList({ verdict }: ValidationResult): Block[] {
  if (verdict.blocking.length === 0) return [];
  return [
    { kind: "notice", tone: "bad", text: `${verdict.blocking.length} to put right before READY:` },
    { kind: "list", items: verdict.blocking.map(({ title, reason }) => `${title}: ${reason}`) },
  ];
}
