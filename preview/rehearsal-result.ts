import { existsSync, readFileSync } from "node:fs";
import * as z from "zod";
import { Fault } from "../faults/fault.ts";

const stepSchema = z.strictObject({
  passed: z.boolean(),
  /** How long it took, in seconds. */
  seconds: z.number().min(0),
  /** One line on what was seen, such as how many checks passed. */
  note: z.string().optional(),
});

const sizesSchema = z.object({ totalBytes: z.number(), wastedBytes: z.number() });

/** What `stage image --json` gives as `difference`. */
const imageSchema = z.object({
  before: sizesSchema,
  after: sizesSchema,
  layers: z.array(
    z.object({
      createdBy: z.string(),
      beforeBytes: z.number().optional(),
      afterBytes: z.number().optional(),
    }),
  ),
});

const rehearsalResultSchema = z.strictObject({
  deployed: stepSchema.optional(),
  validated: stepSchema.optional(),
  rolledBack: stepSchema.optional(),
  /** The rehearsed image against the one before; left out where there is none before. */
  image: imageSchema.optional(),
});

/** How a rehearsal of the change went; a step that was not tried is left out. */
export type RehearsalResult = z.infer<typeof rehearsalResultSchema>;
export type RehearsalStep = z.infer<typeof stepSchema>;

/**
 * Reads what a workflow noted of its rehearsal: JSON with `deployed`, `validated` and `rolledBack`, each with `passed`, `seconds`
 * and perhaps a `note`. A file that is not there is the result of a rehearsal that ended before it had any. Fails with the Fault
 * `rehearsal-result-unreadable`.
 */
export function readRehearsalResult(file: string): RehearsalResult {
  if (!existsSync(file)) return {};
  const parsed = rehearsalResultSchema.safeParse(documentOf(file));
  if (parsed.success) return parsed.data;
  throw new Fault({
    code: "rehearsal-result-unreadable",
    outcome: "usage",
    summary: `${file} is no result of a rehearsal.`,
    findings: parsed.error.issues.map(({ path, message }) => ({
      path: path.join(".") || file,
      expected: "deployed, validated or rolledBack, each with passed and seconds",
      actual: message,
      example: '{"deployed": {"passed": true, "seconds": 21.4}}',
    })),
  });
}

function documentOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Fault({
      code: "rehearsal-result-unreadable",
      outcome: "usage",
      summary: `${file} cannot be read as JSON.`,
      evidence: [error instanceof Error ? error.message : String(error)],
      cause: error,
    });
  }
}
