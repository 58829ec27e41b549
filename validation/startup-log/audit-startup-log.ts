import { createRedact, type Redact } from "../redaction/redact.ts";
import { auditedPhases } from "./audited-phases.ts";
import { EntryJudge } from "./entry-judge.ts";
import { createExcerpt } from "./excerpt.ts";
import type { StartupBaseline, StartupExpectation } from "./expectation.ts";
import { judgeStarts, judgeSystems } from "./judge-start.ts";
import { LineCensus } from "./line-census.ts";
import type { LogEntry } from "./log-entry.ts";
import { type LogFinding, LogFindings } from "./log-findings.ts";
import { type ObservedStarts, StartTracker, secondsOf } from "./start-tracker.ts";
import type { StartupAudit } from "./startup-audit.ts";
import { SystemStates } from "./system-states.ts";

/** New lines that are told; more are counted. */
const NEW_LINES = 20;

/** Audits a start-up log entry by entry, in memory that does not grow with the log. */
export class StartupLogAudit {
  readonly #expectation: StartupExpectation;
  readonly #findings: LogFindings;
  readonly #judge: EntryJudge;
  readonly #tracker: StartTracker;
  readonly #systems: SystemStates;
  readonly #census: LineCensus;
  #entries = 0;
  #fromContainer = 0;
  #firstAt: string | undefined;
  #lastAt: string | undefined;

  /** `redact` takes secrets out of the lines that are kept. */
  constructor(expectation: StartupExpectation, redact: Redact = createRedact()) {
    const excerpt = createExcerpt(redact);
    this.#expectation = expectation;
    this.#findings = new LogFindings(excerpt);
    this.#judge = new EntryJudge(this.#findings, expectation.accepted);
    this.#tracker = new StartTracker(expectation.phases);
    this.#systems = new SystemStates(expectation.criticalSystems);
    this.#census = new LineCensus(excerpt);
  }

  add(entry: LogEntry): void {
    this.#entries += 1;
    this.#firstAt ??= entry.time;
    this.#lastAt = entry.time ?? this.#lastAt;
    this.#judge.judge(entry, this.#entries);
    if (entry.source !== "container") return;
    this.#fromContainer += 1;
    this.#tracker.add(entry);
    this.#systems.add(entry);
    this.#census.add(entry.text);
  }

  /** The result, and what later starts can be compared with. Call it once, after the last entry. */
  finish(name: string): { audit: StartupAudit; baseline: StartupBaseline } {
    const starts = this.#tracker.finish();
    const { baseline } = this.#expectation;
    const findings = this.#allFindings(starts);
    const totalSeconds = starts.shown ? secondsOf(starts.shown) : undefined;
    const phases = auditedPhases(starts.shown, totalSeconds, this.#expectation);
    const total = totalSeconds === undefined ? {} : { totalSeconds };
    const audit: StartupAudit = {
      verdict: verdictOf(findings),
      entries: this.#entries,
      ...(this.#firstAt === undefined ? {} : { firstAt: this.#firstAt }),
      ...(this.#lastAt === undefined ? {} : { lastAt: this.#lastAt }),
      starts: { seen: starts.count, complete: starts.complete },
      phases,
      ...total,
      budgetSeconds: this.#expectation.budgetSeconds,
      ...(baseline ? { baseline: { name: baseline.name, ...totalOf(baseline) } } : {}),
      systems: this.#systems.states(),
      findings,
      ...(baseline ? { newLines: this.#newLines(baseline) } : {}),
    };
    const timed = phases.flatMap(({ name, seconds }) => (seconds === undefined ? [] : [{ name, seconds }]));
    return { audit, baseline: { name, ...total, phases: timed, lines: this.#census.lines } };
  }

  #allFindings(starts: ObservedStarts): LogFinding[] {
    const bare = this.#fromContainer === 0;
    const missing = bare ? [SILENT] : this.#missing(starts);
    const seen = this.#findings.list();
    const errors = [...missing, ...seen].filter(({ severity }) => severity === "error").length;
    const { claim } = this.#judge;
    if (claim && errors > 0) {
      const reason = `The log says that all is well, and ${errors === 1 ? "an error" : `${errors} errors`} besides: a false calm.`;
      this.#findings.see({ id: "false-calm", severity: "error", reason }, claim.entry, claim.ordinal);
    }
    const all = [...missing.map((told) => ({ ...told, count: 0, samples: [] })), ...this.#findings.list()];
    return (["error", "warning", "note"] as const).flatMap((level) =>
      all.filter(({ severity }) => severity === level),
    );
  }

  #missing(starts: ObservedStarts): Omit<LogFinding, "count" | "samples">[] {
    return [...judgeStarts(starts, this.#expectation), ...judgeSystems(this.#systems.states())];
  }

  #newLines({ lines }: StartupBaseline): NonNullable<StartupAudit["newLines"]> {
    const found = this.#census.notIn(lines);
    return {
      lines: found.slice(0, NEW_LINES),
      left: Math.max(0, found.length - NEW_LINES) + this.#census.unremembered,
    };
  }
}

const SILENT = {
  id: "silent-start",
  severity: "error" as const,
  reason: "The service logged nothing: whether it started well cannot be told.",
};

/** Audits entries that are at hand or come in one by one. */
export async function auditStartupLog(
  entries: Iterable<LogEntry> | AsyncIterable<LogEntry>,
  expectation: StartupExpectation,
  { name = "this log", redact = createRedact() }: { name?: string; redact?: Redact } = {},
): Promise<{ audit: StartupAudit; baseline: StartupBaseline }> {
  const running = new StartupLogAudit(expectation, redact);
  for await (const entry of entries) running.add(entry);
  return running.finish(name);
}

function verdictOf(findings: LogFinding[]): StartupAudit["verdict"] {
  if (findings.some(({ severity }) => severity === "error")) return "fail";
  return findings.some(({ severity }) => severity === "warning") ? "warn" : "pass";
}

function totalOf({ totalSeconds }: StartupBaseline): { totalSeconds?: number } {
  return totalSeconds === undefined ? {} : { totalSeconds };
}
