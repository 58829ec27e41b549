import { type LatencyBucket, mergeBuckets } from "./latency.ts";

/** What a revision did in a span of time. */
export interface RevisionSample {
  requests: number;
  /** Of these the ones answered with 5xx. */
  errors: number;
  /**
   * Of those answered with neither 5xx, as an error that comes fast is no speed, nor 1xx: a WebSocket is one request, and lasts as
   * long as somebody keeps it open.
   */
  latency: LatencyBucket[];
}

/** A span of time, its start left out. */
export interface Span {
  since: Date;
  until: Date;
}

/** Reads what a revision did, by its short name. */
export type ReadSample = (revision: string, span: Span) => Promise<RevisionSample>;

/** What several revisions did together. */
export function mergeSamples(samples: readonly RevisionSample[]): RevisionSample {
  return {
    requests: samples.reduce((sum, { requests }) => sum + requests, 0),
    errors: samples.reduce((sum, { errors }) => sum + errors, 0),
    latency: mergeBuckets(samples.map(({ latency }) => latency)),
  };
}
