import { ApiError, type MetricPoint, type Store } from "../../contract.ts";
import { mergedHistogram } from "../../metrics/distribution.ts";
import {
  METRICS,
  type MetricDescriptor,
  RESOURCE_LABELS,
  RESOURCE_TYPE,
} from "../../metrics/metric-descriptors.ts";
import { invalidArgument } from "../google-error.ts";
import { fieldsOf, type MetricFilter, matchesMetricFilter, parseMetricFilter } from "./metric-filter.ts";
import type { Point, Series } from "./series.ts";

/** What a filter asks for: one metric, and which of its series. */
export interface SeriesQuery {
  metric: MetricDescriptor;
  filter: MetricFilter;
}

/**
 * Reads a filter for time series. Refuses, as Cloud Monitoring does, one that does not name exactly one metric type, an unknown
 * type (404), and labels that the metric or its resource do not have.
 * https://cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.timeSeries/list
 */
export function readSeriesQuery(text: string): SeriesQuery {
  const filter = parseMetricFilter(text);
  const metric = METRICS.find(({ type }) => type === metricTypeOf(filter, text));
  if (!metric) {
    throw new ApiError(
      404,
      "NOT_FOUND",
      `Cannot find metric(s) that match type = "${metricTypeOf(filter, text)}".`,
    );
  }
  const known = new Set([
    ...["project", "metric.type", "resource.type"],
    ...metric.labels.map(({ key }) => `metric.labels.${key}`),
    ...RESOURCE_LABELS.map((key) => `resource.labels.${key}`),
  ]);
  if (!fieldsOf(filter).every((field) => known.has(field))) throw noSuchCombination();
  return { metric, filter };
}

function metricTypeOf(filter: MetricFilter, text: string): string {
  const parts = filter.kind === "all" ? filter.of : [filter];
  const types = parts.flatMap((part) =>
    part.kind === "comparison" && part.field === "metric.type" && part.equals ? [part.equals] : [],
  );
  const [type] = types;
  if (type !== undefined && types.length === 1 && countOf(filter, "metric.type") === 1) return type;
  const reason = 'must specify exactly one restriction on "metric.type" in the filter';
  throw invalidArgument([
    { field: "filter", description: `Field filter had an invalid value of "${text}": ${reason}.` },
  ]);
}

function countOf(filter: MetricFilter, wanted: string): number {
  return fieldsOf(filter).filter((field) => field === wanted).length;
}

function noSuchCombination(): ApiError {
  const description =
    "The supplied filter does not specify a valid combination of metric and monitored resource descriptors. " +
    "The query will not return any time series.";
  return invalidArgument([{ field: "filter", description }]);
}

/** The series that the filter takes, with their points that end in (`since`, `until`], newest first. */
export function selectSeries(
  store: Pick<Store, "queryPoints">,
  { metric, filter }: SeriesQuery,
  { since, until }: { since: Date; until: Date },
): Series[] {
  const points = store
    .queryPoints({ type: metric.type, since: since.toISOString(), until: until.toISOString() })
    .filter((point) => matchesMetricFilter(filter, (field) => fieldValue(point, field)));
  const groups = Map.groupBy(points, ({ labels, resourceLabels }) =>
    JSON.stringify([resourceLabels, labels]),
  );
  return [...groups]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, group]) => seriesOf(metric, group));
}

function fieldValue({ type, labels, resourceLabels }: MetricPoint, field: string): string {
  if (field === "metric.type") return type;
  if (field === "resource.type") return RESOURCE_TYPE;
  if (field === "project") return resourceLabels.project_id ?? "";
  const label = field.slice(field.lastIndexOf(".") + 1);
  return (field.startsWith("metric.") ? labels : resourceLabels)[label] ?? "";
}

function seriesOf({ metricKind, valueType }: MetricDescriptor, points: MetricPoint[]): Series {
  const { labels = {}, resourceLabels = {} } = points[0] ?? {};
  return { labels, resourceLabels, metricKind, valueType, points: points.map(pointOf).reverse() };
}

function pointOf({ startTime, endTime, value }: MetricPoint): Point {
  const interval = { startMs: Date.parse(startTime), endMs: Date.parse(endTime) };
  if ("distributionValue" in value) return { ...interval, value: mergedHistogram([value.distributionValue]) };
  return { ...interval, value: "int64Value" in value ? Number(value.int64Value) : value.doubleValue };
}
