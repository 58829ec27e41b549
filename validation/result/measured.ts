import * as z from "zod";

/** A start of the service, as its own log tells. Shares are of `totalSeconds`, in percent. */
export const startupSchema = z.strictObject({
  revision: z.string(),
  totalSeconds: z.number(),
  phases: z.array(z.strictObject({ name: z.string(), seconds: z.number(), sharePercent: z.number() })),
  /** The last revision in good health, to compare with. */
  baseline: z
    .strictObject({
      revision: z.string(),
      totalSeconds: z.number(),
      phases: z.array(z.strictObject({ name: z.string(), seconds: z.number() })),
    })
    .optional(),
});

/** Answer times of one endpoint, in milliseconds. */
export const latencySchema = z.strictObject({
  /** Such as `GET /health`. */
  endpoint: z.string(),
  n: z.int().positive(),
  p50Milliseconds: z.number(),
  p95Milliseconds: z.number(),
  p99Milliseconds: z.number(),
  maxMilliseconds: z.number(),
  /** Answers with a status that the endpoint should not give. */
  failures: z.int().nonnegative(),
});

export const measurementsSchema = z.strictObject({
  latency: z.array(latencySchema),
  memory: z
    .strictObject({ usedMiB: z.number(), limitMiB: z.number(), n: z.int().positive(), source: z.string() })
    .optional(),
  /** From the first request or the deployment to an instance that is ready. */
  coldStart: z.strictObject({ seconds: z.number(), n: z.int().positive(), source: z.string() }).optional(),
});

/** All layers unpacked, as the Docker engine that built it gives them; the lowest first. */
export const imageSchema = z.strictObject({
  sizeBytes: z.int().nonnegative(),
  layers: z.array(
    z.strictObject({
      /** Of its content, where the engine tells which layer has which. */
      digest: z.string().optional(),
      sizeBytes: z.int().nonnegative(),
      /** What made the layer, where the image tells. */
      createdBy: z.string().optional(),
    }),
  ),
});

/** Who gets how much of the requests now, and how that came about. */
export const trafficSchema = z.strictObject({
  now: z.array(z.strictObject({ revision: z.string(), percent: z.number(), tag: z.string().optional() })),
  /** Changes of the revision that serves, the oldest first. */
  history: z.array(
    z.strictObject({
      /** RFC 3339. */
      at: z.string(),
      revision: z.string(),
      healthy: z.boolean().optional(),
    }),
  ),
});

export type StartupResult = z.output<typeof startupSchema>;
export type LatencyResult = z.output<typeof latencySchema>;
export type Measurements = z.output<typeof measurementsSchema>;
export type ImageResult = z.output<typeof imageSchema>;
export type TrafficResult = z.output<typeof trafficSchema>;
