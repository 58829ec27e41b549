import * as z from "zod";

const headers = z.record(z.string(), z.string());

/** One HTTP exchange, as far as it tells something. Bodies are excerpts; nothing secret is left in them. */
export const httpEvidence = z.strictObject({
  kind: z.literal("http"),
  request: z.strictObject({
    method: z.string(),
    url: z.string(),
    headers: headers.optional(),
    /** The first characters. */
    body: z.string().optional(),
  }),
  /** Left out where no answer came; `error` says why. */
  response: z
    .strictObject({
      status: z.int(),
      headers: headers.optional(),
      body: z.string().optional(),
      /** Whether `body` is only the beginning. */
      bodyCut: z.boolean().optional(),
      httpVersion: z.string().optional(),
      milliseconds: z.number(),
    })
    .optional(),
  error: z.string().optional(),
});

/** Log lines, the oldest first. */
export const logEvidence = z.strictObject({
  kind: z.literal("log"),
  /** Where they are from, such as a revision's name. */
  source: z.string(),
  lines: z.array(
    z.strictObject({
      /** RFC 3339. */
      time: z.string().optional(),
      severity: z.string().optional(),
      text: z.string(),
    }),
  ),
  /** How many more there were. */
  left: z.int().nonnegative().optional(),
});

/** What was declared beside what is live; rows that agree are given too. */
export const comparisonEvidence = z.strictObject({
  kind: z.literal("comparison"),
  title: z.string(),
  rows: z.array(
    z.strictObject({ path: z.string(), declared: z.string(), live: z.string(), agrees: z.boolean() }),
  ),
});

/** A figure that was measured `n` times; percentiles where `n` allows them. */
export const measurementEvidence = z.strictObject({
  kind: z.literal("measurement"),
  name: z.string(),
  /** Such as `ms`, `s`, `MiB`. */
  unit: z.string(),
  n: z.int().positive(),
  value: z.number().optional(),
  p50: z.number().optional(),
  p95: z.number().optional(),
  p99: z.number().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  /** What it must not exceed, in the same unit. */
  budget: z.number().optional(),
  /** How it was measured. */
  method: z.string().optional(),
});

/** A WebSocket's life: how it was opened, what went over it, how it ended. */
export const socketEvidence = z.strictObject({
  kind: z.literal("websocket"),
  url: z.string(),
  /** Subprotocols that were offered, tokens taken out. */
  offered: z.array(z.string()),
  /** HTTP status of the answer to the upgrade: 101 where it was opened. */
  status: z.int().optional(),
  protocol: z.string().optional(),
  messages: z.array(
    z.strictObject({ direction: z.enum(["sent", "received"]), milliseconds: z.number(), text: z.string() }),
  ),
  closeCode: z.int().optional(),
  closeReason: z.string().optional(),
  error: z.string().optional(),
});

/** A server's certificate and the handshake that it came with. */
export const certificateEvidence = z.strictObject({
  kind: z.literal("certificate"),
  host: z.string(),
  subject: z.string(),
  issuer: z.string(),
  altNames: z.array(z.string()),
  /** RFC 3339. */
  validFrom: z.string(),
  validTo: z.string(),
  daysLeft: z.number(),
  /** Subjects from the server's own up to the root. */
  chain: z.array(z.string()),
  /** Such as `TLSv1.3`. */
  protocol: z.string(),
  /** Why the chain or the name was not accepted. */
  error: z.string().optional(),
});

export const textEvidence = z.strictObject({ kind: z.literal("text"), title: z.string(), text: z.string() });

/** What a check saw: the ground for its verdict. */
export const evidenceSchema = z.discriminatedUnion("kind", [
  httpEvidence,
  logEvidence,
  comparisonEvidence,
  measurementEvidence,
  socketEvidence,
  certificateEvidence,
  textEvidence,
]);

export type Evidence = z.output<typeof evidenceSchema>;
export type HttpEvidence = z.output<typeof httpEvidence>;
export type LogEvidence = z.output<typeof logEvidence>;
export type MeasurementEvidence = z.output<typeof measurementEvidence>;
export type SocketEvidence = z.output<typeof socketEvidence>;
export type CertificateEvidence = z.output<typeof certificateEvidence>;
export type ComparisonEvidence = z.output<typeof comparisonEvidence>;
