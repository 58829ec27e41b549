import type { LogEntry, LogSeverity } from "./log-entry.ts";

/** `error` makes a start NOT READY, `warning` does not, a `note` is only told. */
export type LogFindingSeverity = "error" | "warning" | "note";

/** A line as it is shown: without secrets. */
export interface LogSample {
  /** Which entry of the log, counted from 1. */
  entry: number;
  /** RFC 3339. */
  time?: string;
  /** What it was logged as. */
  loggedAs: LogSeverity;
  text: string;
}

/** Something that the log tells, with the lines that tell it. */
export interface LogFinding {
  /** Stable, kebab-case: a pattern's id, or `phase-missing`, `over-budget`, `silent-start` and so on. */
  id: string;
  severity: LogFindingSeverity;
  reason: string;
  /** How many entries say so; 0 where it follows from what is missing. */
  count: number;
  /** The first of them. */
  samples: LogSample[];
}

const SAMPLES = 3;

/** Collects findings by id, each with its count and first lines. */
export class LogFindings {
  readonly #findings = new Map<string, LogFinding>();
  readonly #excerpt: (text: string) => string;

  constructor(excerpt: (text: string) => string) {
    this.#excerpt = excerpt;
  }

  /** A finding that an entry gives, the `ordinal`th of the log. */
  see(of: Pick<LogFinding, "id" | "severity" | "reason">, entry: LogEntry, ordinal: number): void {
    const finding = this.#findings.get(of.id) ?? { ...of, count: 0, samples: [] };
    if (!finding.reason.includes(of.reason)) finding.reason += ` ${of.reason}`;
    finding.count += 1;
    if (finding.samples.length < SAMPLES) {
      finding.samples.push({
        entry: ordinal,
        ...(entry.time === undefined ? {} : { time: entry.time }),
        loggedAs: entry.severity,
        text: this.#excerpt(entry.text),
      });
    }
    this.#findings.set(of.id, finding);
  }

  /** The gravest first, otherwise in the order seen. */
  list(): LogFinding[] {
    const order: LogFindingSeverity[] = ["error", "warning", "note"];
    return [...this.#findings.values()].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  }
}
