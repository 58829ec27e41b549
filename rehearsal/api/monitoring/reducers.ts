import { Histogram } from "../../metrics/distribution.ts";
import { meanOf, mergeOf, numbersOf, sumOf } from "./aligners.ts";
import type { Series, Value, ValueType } from "./series.ts";

/** What becomes of the aligned values of several series at one time. */
export interface Reducer {
  accepts(series: Pick<Series, "valueType">): boolean;
  /** Default: as the series'. */
  metricKind?: Series["metricKind"];
  valueType?: ValueType;
  /** `values`: at least one. */
  reduce(values: readonly Value[]): Value;
}

/** https://cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.alertPolicies#Reducer, those that the rehearsal has. */
export const REDUCERS: Readonly<Record<string, Reducer>> = {
  REDUCE_SUM: { accepts: () => true, reduce: sumOf },
  REDUCE_MEAN: { ...gauge(meanOf), valueType: "DOUBLE" },
  REDUCE_MIN: gauge((values) => Math.min(...values)),
  REDUCE_MAX: gauge((values) => Math.max(...values)),
  REDUCE_COUNT: {
    accepts: () => true,
    ...{ metricKind: "GAUGE", valueType: "INT64" },
    reduce: (values) => values.length,
  },
  REDUCE_PERCENTILE_99: percentile(0.99),
  REDUCE_PERCENTILE_95: percentile(0.95),
  REDUCE_PERCENTILE_50: percentile(0.5),
  REDUCE_PERCENTILE_05: percentile(0.05),
};

function gauge(reduce: (values: number[]) => number): Reducer {
  return {
    accepts: ({ valueType }) => valueType !== "DISTRIBUTION",
    metricKind: "GAUGE",
    reduce: (values) => reduce(numbersOf(values)),
  };
}

function percentile(share: number): Reducer {
  return {
    accepts: () => true,
    ...{ metricKind: "GAUGE", valueType: "DOUBLE" },
    reduce: (values) =>
      values[0] instanceof Histogram ? mergeOf(values).quantile(share) : quantileOf(numbersOf(values), share),
  };
}

/** The smallest value that this share of all does not exceed. */
function quantileOf(values: number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
