import * as z from "zod";

/** What was validated, when, and from where. */
export const metaSchema = z.strictObject({
  project: z.string(),
  region: z.string(),
  /** Name of the Cloud Run service. */
  service: z.string(),
  /** Its key in the settings. */
  key: z.string(),
  url: z.string(),
  /** Short name of the revision that was checked. */
  revision: z.string(),
  /** RFC 3339. */
  revisionCreatedAt: z.string(),
  image: z.strictObject({
    reference: z.string(),
    digest: z.string().optional(),
    sizeBytes: z.int().optional(),
  }),
  /** The limits and ways of the service as the settings declare them, such as `memoryMiB: "512"`. */
  settings: z.record(z.string(), z.string()),
  /** Which contract the checks are from: `reference-backend`, `http`. */
  contract: z.string(),
  /** `rehearsal`: on one machine, so nothing here is a fact about the cloud. */
  from: z.enum(["cloud", "rehearsal"]),
  /** What stood in for the real thing, such as a base image that could not be pulled. */
  standIns: z.array(z.string()),
  /** The command that made this. */
  command: z.string(),
  /** RFC 3339. */
  startedAt: z.string(),
  finishedAt: z.string(),
  seconds: z.number(),
  /** The deployment before, where this ran after one. */
  deployment: z
    .strictObject({
      seconds: z.number(),
      steps: z.array(z.strictObject({ title: z.string(), seconds: z.number() })),
    })
    .optional(),
});

export type ValidationMeta = z.output<typeof metaSchema>;
