import { isAtLeast, type LogEntry } from "./log-entry.ts";
import type { LogFindings } from "./log-findings.ts";
import { anyOf, type LineTest, type LogPattern } from "./log-pattern.ts";
import { LOG_PATTERNS } from "./log-patterns.ts";

const CLAIM = /CHAT FUNCTIONALITY: FULLY OPERATIONAL/i;

/** Judges single entries: by the patterns, and by their severity where no pattern knows them. */
export class EntryJudge {
  readonly #findings: LogFindings;
  readonly #accepted: Readonly<Record<string, string>>;
  readonly #patterns: readonly LogPattern[];
  readonly #any: LineTest;
  /** The first entry that says all is well, and which of the log it is. */
  claim: { entry: LogEntry; ordinal: number } | undefined;

  constructor(
    findings: LogFindings,
    accepted: Readonly<Record<string, string>>,
    patterns: readonly LogPattern[] = LOG_PATTERNS,
  ) {
    this.#findings = findings;
    this.#accepted = accepted;
    this.#patterns = patterns;
    this.#any = anyOf(patterns);
  }

  judge(entry: LogEntry, ordinal: number): void {
    if (entry.source === "request") this.#judgeRequest(entry, ordinal);
    else this.#judgeLine(entry, ordinal);
  }

  #judgeLine(entry: LogEntry, ordinal: number): void {
    if (!this.claim && CLAIM.test(entry.text)) this.claim = { entry, ordinal };
    const known = this.#any.test(entry.text)
      ? this.#patterns.filter(({ match }) => match.test(entry.text))
      : [];
    for (const { id, severity, reason } of known) this.#see({ id, severity, reason }, entry, ordinal);
    if (known.length > 0) return;
    const who = entry.source === "platform" ? "Cloud Run" : "The program";
    if (isAtLeast(entry.severity, "ERROR")) {
      const reason = `${who} calls it an error.`;
      this.#see({ id: "logged-as-error", severity: "error", reason }, entry, ordinal);
    } else if (entry.severity === "WARNING") {
      const reason = `${who} warns of it.`;
      this.#see({ id: "logged-as-warning", severity: "warning", reason }, entry, ordinal);
    }
  }

  /** Cloud Run logs a 4xx as WARNING; whose fault that is, only the caller knows. */
  #judgeRequest(entry: LogEntry, ordinal: number): void {
    if ((entry.httpStatus ?? 0) < 500) return;
    const reason = "A request was answered with a server error.";
    this.#see({ id: "answered-5xx", severity: "error", reason }, entry, ordinal);
  }

  #see(
    of: { id: string; severity: "error" | "warning"; reason: string },
    entry: LogEntry,
    ordinal: number,
  ): void {
    const why = this.#accepted[of.id];
    const finding =
      why === undefined
        ? of
        : { id: of.id, severity: "note" as const, reason: `${of.reason} Accepted: ${why}` };
    this.#findings.see(finding, entry, ordinal);
  }
}
