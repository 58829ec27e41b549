import * as z from "zod";
import { evidenceSchema } from "./evidence.ts";
import { findingSchema } from "./finding.ts";

/** Sections of a report that checks belong to, in its order. */
export const CHECK_GROUPS = [
  "revision",
  "network",
  "endpoints",
  "startup",
  "websocket",
  "golden-path",
  "dependencies",
  "performance",
  "rollback",
] as const;

export type CheckGroup = (typeof CHECK_GROUPS)[number];

/** What a check came to. `warn` never blocks; `skipped` always has its reason. */
export const CHECK_VERDICTS = ["pass", "warn", "fail", "skipped"] as const;

export type CheckVerdict = (typeof CHECK_VERDICTS)[number];

export const checkResultSchema = z.strictObject({
  /** Stable, kebab-case, such as `websocket-refusal`. */
  id: z.string(),
  title: z.string(),
  group: z.enum(CHECK_GROUPS),
  /** What it takes to run, in words: `HTTPS`, `a user of its own`. */
  needs: z.array(z.string()),
  /** Whether READY depends on it. A failed one blocks, a skipped one leaves the whole unproven. */
  needed: z.boolean(),
  verdict: z.enum(CHECK_VERDICTS),
  /** One line, whatever the verdict: what was found, or why it was skipped. */
  reason: z.string(),
  seconds: z.number().nonnegative(),
  /** Of `seconds`, what the check had to wait for by its nature, such as log entries being ingested. */
  waitedSeconds: z.number().nonnegative(),
  /** How often it was tried; above 1, `retries` says what was seen before. 0 where it was skipped. */
  attempts: z.int().nonnegative(),
  /** The reasons of the attempts before the last one: a retry is never hidden. */
  retries: z.array(z.string()),
  evidence: z.array(evidenceSchema),
  findings: z.array(findingSchema),
});

export type CheckResult = z.output<typeof checkResultSchema>;
