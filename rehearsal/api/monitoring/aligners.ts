import { Histogram } from "../../metrics/distribution.ts";
import type { Series, Value, ValueType } from "./series.ts";

/** What becomes of the points of one series in one period. */
export interface Aligner {
  /** Which series it can be used on. */
  accepts(series: Pick<Series, "metricKind" | "valueType">): boolean;
  /** Default: as the series'. */
  metricKind?: Series["metricKind"];
  valueType?: ValueType;
  /** `values`: newest first, at least one. */
  align(values: readonly Value[], periodSeconds: number): Value;
}

type Accepts = Aligner["accepts"];

const isNumeric: Accepts = ({ valueType }) => valueType !== "DISTRIBUTION";
const isDistribution: Accepts = ({ valueType }) => valueType === "DISTRIBUTION";
const isDelta: Accepts = ({ metricKind }) => metricKind === "DELTA";

/** https://cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.alertPolicies#Aligner, those that the rehearsal has. */
export const ALIGNERS: Readonly<Record<string, Aligner>> = {
  ALIGN_DELTA: { accepts: isDelta, align: sumOf },
  ALIGN_SUM: { accepts: () => true, align: sumOf },
  ALIGN_RATE: {
    accepts: (series) => isDelta(series) && isNumeric(series),
    ...{ metricKind: "GAUGE", valueType: "DOUBLE" },
    align: (values, periodSeconds) => sumOfNumbers(values) / periodSeconds,
  },
  ALIGN_MEAN: { ...gauge(meanOf), valueType: "DOUBLE" },
  ALIGN_MIN: gauge((values) => Math.min(...values)),
  ALIGN_MAX: gauge((values) => Math.max(...values)),
  ALIGN_COUNT: { ...gauge((values) => values.length), valueType: "INT64" },
  ALIGN_PERCENTILE_99: percentile(0.99),
  ALIGN_PERCENTILE_95: percentile(0.95),
  ALIGN_PERCENTILE_50: percentile(0.5),
  ALIGN_PERCENTILE_05: percentile(0.05),
};

function gauge(align: (values: number[]) => number): Aligner {
  return { accepts: isNumeric, metricKind: "GAUGE", align: (values) => align(numbersOf(values)) };
}

function percentile(share: number): Aligner {
  return {
    accepts: isDistribution,
    ...{ metricKind: "GAUGE", valueType: "DOUBLE" },
    align: (values) => mergeOf(values).quantile(share),
  };
}

/** Numbers added up, distributions put together. */
export function sumOf(values: readonly Value[]): Value {
  return values[0] instanceof Histogram ? mergeOf(values) : sumOfNumbers(values);
}

export function mergeOf(values: readonly Value[]): Histogram {
  const merged = new Histogram();
  for (const value of values) if (value instanceof Histogram) merged.merge(value.toDistribution());
  return merged;
}

export function numbersOf(values: readonly Value[]): number[] {
  return values.filter((value) => typeof value === "number");
}

export function meanOf(values: readonly number[]): number {
  return sumOfNumbers(values) / values.length;
}

function sumOfNumbers(values: readonly Value[]): number {
  return numbersOf(values).reduce((sum, value) => sum + value, 0);
}
