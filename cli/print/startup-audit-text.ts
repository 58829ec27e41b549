import type { Colors } from "picocolors/types.js";
import type { LogFinding } from "../../validation/startup-log/log-findings.ts";
import type { AuditedPhase, StartupAudit } from "../../validation/startup-log/startup-audit.ts";

const BAR_CELLS = 24;

/** What people read of an audit: the verdict, the phases with their shares, the systems, and every finding with its lines. */
export function startupAuditText(audit: StartupAudit, colors: Colors): string {
  return [
    heading(audit, colors),
    ...phaseLines(audit, colors),
    ...systemLines(audit, colors),
    ...audit.findings.flatMap((finding) => findingLines(finding, colors)),
    ...newLines(audit, colors),
  ].join("\n");
}

function heading({ verdict, entries, firstAt, lastAt, starts }: StartupAudit, colors: Colors): string {
  const words = {
    fail: colors.bold(colors.red("NOT READY")),
    warn: `${colors.bold(colors.green("READY"))}, with ${colors.yellow("warnings")}`,
    pass: colors.bold(colors.green("READY")),
  };
  const span = firstAt && lastAt ? `, ${firstAt} to ${lastAt}` : "";
  const seen = `${starts.seen} ${starts.seen === 1 ? "start" : "starts"}, ${starts.complete} complete`;
  return `${words[verdict]} ${colors.dim(`(${entries} ${entries === 1 ? "entry" : "entries"}, ${seen}${span})`)}`;
}

function phaseLines(
  { phases, totalSeconds, budgetSeconds, baseline }: StartupAudit,
  colors: Colors,
): string[] {
  if (phases.length === 0) return [];
  const total = totalSeconds === undefined ? "not told" : seconds(totalSeconds);
  const before =
    baseline?.totalSeconds === undefined ? "" : `, ${baseline.name} took ${seconds(baseline.totalSeconds)}`;
  return [
    "",
    colors.bold("Start-up"),
    ...phases.map((phase) => phaseLine(phase, colors)),
    `  ${"in all".padEnd(13)} ${total.padStart(9)}  ${colors.dim(`of ${seconds(budgetSeconds)} at most${before}`)}`,
  ];
}

function phaseLine(
  { name, found, seconds: taken, sharePercent, baselineSeconds }: AuditedPhase,
  colors: Colors,
): string {
  const label = `  ${name.padEnd(13)}`;
  if (!found) return `${label} ${colors.red("missing".padStart(9))}`;
  if (taken === undefined) return `${label} ${"untimed".padStart(9)}`;
  const share = sharePercent ?? 0;
  const bar = "█".repeat(Math.min(BAR_CELLS, Math.round((share / 100) * BAR_CELLS)));
  const before = baselineSeconds === undefined ? "" : colors.dim(` (was ${seconds(baselineSeconds)})`);
  return `${label} ${seconds(taken).padStart(9)} ${`${share.toFixed(1)} %`.padStart(7)} ${colors.cyan(bar)}${before}`;
}

function systemLines({ systems }: StartupAudit, colors: Colors): string[] {
  if (systems.length === 0) return [];
  const marks = {
    up: colors.green("up"),
    down: colors.red("DOWN"),
    unstated: colors.yellow("not stated"),
    absent: colors.red("not reported"),
  };
  return [
    "",
    colors.bold("Critical systems"),
    ...systems.map(
      ({ name, state, words }) =>
        `  ${name.padEnd(13)} ${marks[state]}${words ? colors.dim(`  ${words}`) : ""}`,
    ),
  ];
}

function findingLines({ id, severity, reason, count, samples }: LogFinding, colors: Colors): string[] {
  const paint = { error: colors.red, warning: colors.yellow, note: colors.dim }[severity];
  const times = count > 1 ? ` ${count} times` : "";
  return [
    "",
    `${paint(`${severity} ${id}`)}${times}`,
    `  ${reason}`,
    ...samples.map(({ entry, loggedAs, text }) => colors.dim(`  | ${entry} ${loggedAs}: ${text}`)),
    ...(count > samples.length && samples.length > 0
      ? [colors.dim(`  | … ${count - samples.length} more`)]
      : []),
  ];
}

function newLines({ newLines: found, baseline }: StartupAudit, colors: Colors): string[] {
  if (!found || found.lines.length === 0) return [];
  return [
    "",
    colors.bold(`Not in ${baseline?.name ?? "the baseline"}`),
    ...found.lines.map(({ count, text }) => `  ${count > 1 ? `${count} × ` : ""}${text}`),
    ...(found.left > 0 ? [colors.dim(`  … ${found.left} more`)] : []),
  ];
}

function seconds(value: number): string {
  return `${value.toFixed(3)} s`;
}
