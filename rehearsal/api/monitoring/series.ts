import type { Histogram } from "../../metrics/distribution.ts";

/** A time series while it is worked with. */
export interface Series {
  labels: Record<string, string>;
  resourceLabels: Record<string, string>;
  metricKind: "DELTA" | "GAUGE";
  valueType: ValueType;
  /** Newest first, as Cloud Monitoring gives them. */
  points: Point[];
}

export type ValueType = "INT64" | "DOUBLE" | "DISTRIBUTION";
export type Value = number | Histogram;

/** What was measured in (start, end]; a gauge starts where it ends. */
export interface Point {
  startMs: number;
  endMs: number;
  value: Value;
}
