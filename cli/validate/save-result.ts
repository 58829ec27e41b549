import { join } from "node:path";
import { Fault } from "../../faults/fault.ts";
import { formatFault } from "../../faults/format.ts";
import type { ValidationResult } from "../../validation/result.ts";
import { writeOutput } from "../output-file.ts";
import type { Target } from "../target/target.ts";
import type { VerbContext } from "../verb.ts";

/**
 * Keeps the last result of a service, as `--json` prints it, for reports: `.rehearsal/validation/staging-backend.json`, or
 * `rehearsal-backend.json`. Where it cannot be kept, that is noted: nobody asked for it, and what was found is none the worse.
 */
export async function saveResult(
  result: ValidationResult,
  { kind }: Pick<Target, "kind">,
  { project, output }: Pick<VerbContext, "project"> & { output: Pick<VerbContext["output"], "note"> },
): Promise<void> {
  const file = join(project.rehearsalDir, "validation", `${kind}-${result.meta.key}.json`);
  try {
    await writeOutput(file, file, `${JSON.stringify(result, null, 2)}\n`);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    output.note(formatFault(error));
  }
}
