import * as z from "zod";
import { findingSchema } from "./finding.ts";

export const VERDICTS = ["READY", "NOT READY", "UNPROVEN"] as const;

export type Verdict = (typeof VERDICTS)[number];

/** The verdict, with the rules that it follows from. */
export const verdictSchema = z.strictObject({
  verdict: z.enum(VERDICTS),
  /** One line, marked where it holds for a rehearsal only: `READY (rehearsal): 21 of 21 needed checks passed`. */
  summary: z.string(),
  /** Every rule that was looked at, with the checks that it caught. The first that caught any decides. */
  rules: z.array(
    z.strictObject({
      id: z.string(),
      /** Such as `A needed check that failed makes it NOT READY.` */
      statement: z.string(),
      gives: z.enum(VERDICTS),
      checks: z.array(z.string()),
      decided: z.boolean(),
    }),
  ),
  /** What has to be put right before READY. */
  blocking: z.array(
    z.strictObject({
      check: z.string(),
      title: z.string(),
      reason: z.string(),
      findings: z.array(findingSchema),
    }),
  ),
  /** Neither blocking nor good: warnings, by check. */
  warnings: z.array(z.strictObject({ check: z.string(), reason: z.string() })),
  /** What the verdict does not speak of: checks skipped that were not needed, with the reason. */
  notProven: z.array(z.strictObject({ check: z.string(), reason: z.string() })),
});

export type VerdictResult = z.output<typeof verdictSchema>;
