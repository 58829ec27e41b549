import * as z from "zod";
import { checkResultSchema } from "./result/check-result.ts";
import { claimSchema } from "./result/claim.ts";
import { imageSchema, measurementsSchema, startupSchema, trafficSchema } from "./result/measured.ts";
import { metaSchema } from "./result/meta.ts";
import { verdictSchema } from "./result/verdict-result.ts";

/** Goes up when a reader of the former version would misread the new one. */
export const RESULT_SCHEMA_VERSION = 1;

/**
 * A whole validation: all that a report is rendered from, and what `stage validate --json` prints. Whatever could not be had is
 * left out, never made up.
 */
export const validationResultSchema = z.strictObject({
  schemaVersion: z.literal(RESULT_SCHEMA_VERSION),
  meta: metaSchema,
  verdict: verdictSchema,
  /** In the order of their groups. */
  checks: z.array(checkResultSchema),
  startup: startupSchema.optional(),
  measurements: measurementsSchema,
  image: imageSchema.optional(),
  traffic: trafficSchema,
  /** Revision to go back to. */
  rollback: z
    .strictObject({
      /** Short name; left out where there is none. */
      target: z.string().optional(),
      /** What speaks against it, in words; empty where nothing does. */
      refusals: z.array(z.string()),
    })
    .optional(),
  claims: z.array(claimSchema),
});

export type ValidationResult = z.output<typeof validationResultSchema>;
