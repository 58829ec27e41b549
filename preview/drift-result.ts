import { existsSync, readFileSync } from "node:fs";
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

/** What stands for the output of a run that was killed or met a bug: it prints nothing. */
const NO_RESULT: DriftResult = {
  fault: { code: "drift-unanswered", summary: "`stage drift` ended without a result; its log says why" },
};

/**
 * Reads what `stage drift --json` printed. A file that is not there or is empty is that of a run that ended before it printed
 * anything, and no reason to tell nothing of the preview. Fails with the Fault `drift-result-unreadable` for anything else.
 */
export function readDriftResult(file: string): DriftResult {
  if (!existsSync(file)) return NO_RESULT;
  try {
    const text = readFileSync(file, "utf8");
    if (text.trim() === "") return NO_RESULT;
    return z.union([driftResultSchema, faultSchema]).parse(JSON.parse(text));
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
