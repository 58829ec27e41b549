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

/** What it prints where it has no answer, such as before the first deployment. */
const faultSchema = z.object({ fault: z.object({ code: z.string(), summary: z.string() }) });

/** What `stage drift --json` printed, as far as a comment tells it, or why there is no answer; its texts are free of secrets. */
export type DriftResult = z.infer<typeof driftResultSchema> | z.infer<typeof faultSchema>;

/** Reads what `stage drift --json` printed. Fails with the Fault `drift-result-unreadable`. */
export function readDriftResult(file: string): DriftResult {
  try {
    return z.union([driftResultSchema, faultSchema]).parse(JSON.parse(readFileSync(file, "utf8")));
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
