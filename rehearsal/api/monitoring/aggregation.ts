import { type FieldViolation, invalidArgument, unimplemented } from "../google-error.ts";
import { ALIGNERS, type Aligner } from "./aligners.ts";
import { normalField } from "./metric-filter.ts";
import { REDUCERS, type Reducer } from "./reducers.ts";
import type { Point, Series } from "./series.ts";

/** google.monitoring.v3.Aggregation as it comes with a request. */
export interface AggregationRequest {
  /** Such as `60s`. */
  alignmentPeriod?: string;
  perSeriesAligner?: string;
  crossSeriesReducer?: string;
  groupByFields?: string[];
}

/** An aggregation that has been checked. */
export interface Aggregation {
  periodMs: number;
  aligner: Aligner;
  reducer: Reducer | undefined;
  groupByFields: string[];
}

/** Cloud Monitoring wants 60 s at least; here points lie a second apart. */
const SHORTEST_PERIOD_MS = 1_000;

/**
 * Reads what a request asks to be made of series; undefined where they shall stay as they are. Throws INVALID_ARGUMENT for a
 * reducer without an aligner, an aligner without a period and what does not fit the metric, UNIMPLEMENTED for what only Google has.
 * https://cloud.google.com/monitoring/api/v3/aggregation
 */
export function readAggregation(
  {
    alignmentPeriod,
    perSeriesAligner = "ALIGN_NONE",
    crossSeriesReducer,
    groupByFields = [],
  }: AggregationRequest,
  metric: Pick<Series, "metricKind" | "valueType">,
): Aggregation | undefined {
  const isReduced = crossSeriesReducer !== undefined && crossSeriesReducer !== "REDUCE_NONE";
  if (perSeriesAligner === "ALIGN_NONE") {
    if (isReduced)
      throw invalid("per_series_aligner", "must be specified when using a cross-series reducer.");
    return undefined;
  }
  const periodMs = 1000 * Number.parseFloat(alignmentPeriod ?? "");
  if (!(periodMs >= SHORTEST_PERIOD_MS)) {
    throw invalid("alignment_period", `must be at least ${SHORTEST_PERIOD_MS / 1000} seconds.`);
  }
  const aligner = ALIGNERS[perSeriesAligner] ?? missing(perSeriesAligner);
  if (!aligner.accepts(metric)) throw unfit("per_series_aligner", perSeriesAligner, metric);
  const reducer = isReduced ? (REDUCERS[crossSeriesReducer] ?? missing(crossSeriesReducer)) : undefined;
  const aligned = { valueType: aligner.valueType ?? metric.valueType };
  if (reducer && !reducer.accepts(aligned))
    throw unfit("cross_series_reducer", crossSeriesReducer ?? "", metric);
  return { periodMs, aligner, reducer, groupByFields: groupByFields.map(normalField) };
}

function missing(name: string): never {
  throw unimplemented(name);
}

function unfit(
  field: string,
  name: string,
  { metricKind, valueType }: Pick<Series, "metricKind" | "valueType">,
): Error {
  return invalid(
    field,
    `${name} cannot be applied to metrics of kind ${metricKind} and value type ${valueType}.`,
  );
}

function invalid(field: string, reason: string): Error {
  const violation: FieldViolation = {
    field: `aggregation.${field}`,
    description: `Field aggregation.${field} had an invalid value: ${reason}`,
  };
  return invalidArgument([violation]);
}

/** Aligned and, where asked for, reduced. Periods end at `untilMs` and go back from there; those without points are left out. */
export function aggregate(series: Series[], aggregation: Aggregation, untilMs: number): Series[] {
  const aligned = series.map((one) => align(one, aggregation, untilMs));
  const { reducer, groupByFields } = aggregation;
  if (!reducer) return aligned;
  const groups = Map.groupBy(aligned, (one) =>
    JSON.stringify(groupByFields.map((field) => labelOf(one, field))),
  );
  return [...groups.values()].map((group) => reduce(group, reducer, groupByFields));
}

function align(series: Series, { periodMs, aligner }: Aggregation, untilMs: number): Series {
  const metricKind = aligner.metricKind ?? series.metricKind;
  const periods = Map.groupBy(series.points, ({ endMs }) => Math.floor((untilMs - endMs) / periodMs));
  const points = [...periods].map(([ago, inPeriod]): Point => {
    const endMs = untilMs - ago * periodMs;
    const value = aligner.align(
      inPeriod.map((point) => point.value),
      periodMs / 1000,
    );
    return { startMs: metricKind === "GAUGE" ? endMs : endMs - periodMs, endMs, value };
  });
  return { ...series, metricKind, valueType: aligner.valueType ?? series.valueType, points };
}

/** Labels that are not grouped by are gone afterwards, but for the project. */
function reduce(group: Series[], reducer: Reducer, groupByFields: string[]): Series {
  const [first] = group as [Series, ...Series[]];
  const kept = (kind: string, labels: Record<string, string>, always: string[] = []) =>
    Object.fromEntries(
      Object.entries(labels).filter(
        ([key]) => groupByFields.includes(`${kind}.labels.${key}`) || always.includes(key),
      ),
    );
  const metricKind = reducer.metricKind ?? first.metricKind;
  const times = Map.groupBy(
    group.flatMap(({ points }) => points),
    ({ endMs }) => endMs,
  );
  const points = [...times]
    .sort(([one], [other]) => other - one)
    .map(([endMs, at]): Point => {
      const startMs = metricKind === "GAUGE" ? endMs : (at[0]?.startMs ?? endMs);
      return { startMs, endMs, value: reducer.reduce(at.map(({ value }) => value)) };
    });
  return {
    labels: kept("metric", first.labels),
    resourceLabels: kept("resource", first.resourceLabels, ["project_id"]),
    metricKind,
    valueType: reducer.valueType ?? first.valueType,
    points,
  };
}

function labelOf({ labels, resourceLabels }: Series, field: string): string {
  const [kind, , label = ""] = field.split(".");
  return (kind === "metric" ? labels : resourceLabels)[label] ?? "";
}
