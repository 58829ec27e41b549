import type { LogEntry } from "./log-entry.ts";

/** What a line tells of a phase: that it began or ended, and how long it took where the line says so. */
export interface PhaseSighting {
  phase: string;
  event: "began" | "ended";
  seconds?: number;
}

/** What a line tells of a start. */
export interface StartSighting {
  phases: PhaseSighting[];
  /** Of the whole start, where the line states it. */
  totalSeconds?: number;
}

const NOTHING: StartSighting = { phases: [] };
const DURATION = String.raw`(\d+(?:\.\d+)?)\s*(ms|s|sec|seconds)\b`;
const TOTAL = new RegExp(
  String.raw`\b(?:startup|start)\s+(?:sequence\s+|process\s+)?(?:completed?|finished|done|took|time|total)\b` +
    String.raw`(?:[\s:=(–-]|\b(?:successfully|in|after|took|total|time|was|is|of|about)\b)*${DURATION}`,
  "i",
);
const IN_ALL = new RegExp(String.raw`${DURATION}\s+in all\b`);

/**
 * Reads phases out of log lines: `Startup phase CACHE completed in 26 ms` with or without its structured fields,
 * `CACHE: 0.026s (0.1%)`, a line with all of them (`INIT 2.415, DEPENDENCIES 14.084, …`), and lines that only name a phase's
 * beginning or end, which then is timed by their timestamps.
 */
export function createPhaseReader(phases: readonly string[]): (entry: LogEntry) => StartSighting {
  if (phases.length === 0) return () => NOTHING;
  const names = phases.join("|");
  const any = new RegExp(`\\b(?:${names})\\b|\\b(?:[Ss]tart(?:up)?|START(?:UP)?)\\b|\\bin all\\b`);
  const timed = new RegExp(
    String.raw`\b(${names})\b\s*(?:phase\s*)?(?:(?:completed|finished|done|took)\s*)?(?:in|after)?\s*[:=–-]?\s*\(?` +
      String.raw`(?:(\d+(?:\.\d+)?)\s*(ms|s|sec|seconds)\b|(\d+\.\d+)\b(?!\s*(?:[KMG]i?B|%)))`,
    "g",
  );
  const named = new RegExp(`\\bphase\\b.{0,40}?\\b(${names})\\b(.{0,40})`, "i");
  return ({ text, fields }) => {
    if (typeof fields?.phase === "string" && phases.includes(fields.phase)) {
      return { phases: [structured(fields.phase, fields)] };
    }
    if (!any.test(text)) return NOTHING;
    const totalSeconds = statedTotal(text);
    const found = [...text.matchAll(timed)].map(
      ([, phase = "", amount, unit, bare]): PhaseSighting => ({
        phase,
        event: "ended",
        seconds: Number(amount ?? bare) * (unit === "ms" ? 0.001 : 1),
      }),
    );
    return {
      phases: found.length > 0 ? found : untimed(named.exec(text)),
      ...(totalSeconds === undefined ? {} : { totalSeconds }),
    };
  };
}

function structured(phase: string, fields: Record<string, unknown>): PhaseSighting {
  const milliseconds = fields.durationMs;
  return {
    phase,
    event: "ended",
    ...(typeof milliseconds === "number" ? { seconds: milliseconds / 1000 } : {}),
  };
}

function untimed(match: RegExpExecArray | null): PhaseSighting[] {
  const [whole, phase, after = ""] = match ?? [];
  if (whole === undefined || phase === undefined || phase !== phase.toUpperCase()) return [];
  if (/fail|error|abort|skip/i.test(whole)) return [];
  return [{ phase, event: /complet|finish|done|ended/i.test(whole + after) ? "ended" : "began" }];
}

/** Of the whole start only: `Startup validation completed in 0.85s` is of a part of it. */
function statedTotal(text: string): number | undefined {
  const match = TOTAL.exec(text) ?? IN_ALL.exec(text);
  if (!match) return undefined;
  return Number(match[1]) * (match[2]?.toLowerCase() === "ms" ? 0.001 : 1);
}
