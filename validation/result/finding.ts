import * as z from "zod";
import type { Finding } from "../../faults/fault.ts";

/** One thing that is wrong; the same as a fault's. */
export const findingSchema = z.strictObject({
  path: z.string(),
  expected: z.string(),
  actual: z.string(),
  example: z.string().optional(),
}) satisfies z.ZodType<Finding>;
