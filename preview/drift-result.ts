import { readFileSync } from "node:fs";
import * as z from "zod";
import { Fault } from "../faults/fault.ts";

const driftResultSchema = z.object({
  drifted: z.boolean(),
  differences: z.array(
    z.object({
      class: z.string(),
      resource: z.string(),
      property: z.string(),
      from: z.string(),
      to: z.string(),
      by: z.string().nullable(),
    }),
  ),
});

/** What `stage drift --json` printed, as far as a comment tells it; its texts are free of secrets. */
export type DriftResult = z.infer<typeof driftResultSchema>;

/** Reads what `stage drift --json` printed. Fails with the Fault `drift-result-unreadable`. */
export function readDriftResult(file: string): DriftResult {
  try {
    return driftResultSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (cause) {
    throw new Fault({
      code: "drift-result-unreadable",
      outcome: "usage",
      summary: `${file} is not what \`stage drift --json\` prints.`,
      evidence: [cause instanceof Error ? cause.message : String(cause)],
      next: `stage drift --json > ${file}`,
      cause,
    });
  }
}
