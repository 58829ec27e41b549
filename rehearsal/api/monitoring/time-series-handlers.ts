import type { Json, MetricValue } from "../../contract.ts";
import { Histogram } from "../../metrics/distribution.ts";
import { type MetricDescriptor, RESOURCE_TYPE } from "../../metrics/metric-descriptors.ts";
import type { Cloud, Handler, Handlers } from "../cloud.ts";
import { invalidArgument, unimplemented } from "../google-error.ts";
import { type PageRequest, page } from "../pagination.ts";
import { type Aggregation, type AggregationRequest, aggregate, readAggregation } from "./aggregation.ts";
import { readSeriesQuery, selectSeries } from "./select-series.ts";
import type { Point, Series } from "./series.ts";

interface ListRequest extends PageRequest {
  filter: string;
  interval: { startTime?: string; endTime?: string };
  aggregation?: AggregationRequest;
  secondaryAggregation?: AggregationRequest;
  view?: "FULL" | "HEADERS";
}

const MOST_RESULTS = 100_000;

/** Time series: https://cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.timeSeries/list */
export function timeSeriesHandlers(cloud: Cloud): Handlers {
  return {
    "google.monitoring.v3.MetricService.ListTimeSeries": (request: ListRequest) =>
      listTimeSeries(cloud, request),
  } satisfies Record<string, Handler>;
}

function listTimeSeries({ store }: Cloud, request: ListRequest): object {
  if (request.secondaryAggregation) throw unimplemented("secondary_aggregation");
  const query = readSeriesQuery(request.filter);
  const { sinceMs, untilMs } = readInterval(request.interval);
  const aggregation = readAggregation(request.aggregation ?? {}, query.metric);
  const since = new Date(aggregation ? firstPeriodMs(aggregation, sinceMs, untilMs) : sinceMs);
  const selected = selectSeries(store, query, { since, until: new Date(untilMs) });
  const series = aggregation ? aggregate(selected, aggregation, untilMs) : selected;
  const { items, nextPageToken } =
    request.view === "HEADERS" ? page(series, request, MOST_RESULTS) : pageOfPoints(series, request);
  return {
    timeSeries: items.map((one) => asTimeSeries(one, query.metric, request.view === "HEADERS")),
    nextPageToken,
    unit: query.metric.unit,
  };
}

/** Time is half open: what ends at the start belongs to the interval before. */
function readInterval({ startTime = "", endTime = "" }: ListRequest["interval"]): {
  sinceMs: number;
  untilMs: number;
} {
  const [sinceMs, untilMs] = [Date.parse(startTime), Date.parse(endTime)];
  if (sinceMs < untilMs) return { sinceMs, untilMs };
  const description = `Field interval had an invalid value of "${startTime} - ${endTime}": it must have a start time before its end time.`;
  throw invalidArgument([{ field: "interval", description }]);
}

/** Periods are whole: the earliest may begin before the interval does. */
function firstPeriodMs({ periodMs }: Aggregation, sinceMs: number, untilMs: number): number {
  return untilMs - Math.ceil((untilMs - sinceMs) / periodMs) * periodMs;
}

/** A page is of points, whichever series they belong to. */
function pageOfPoints(series: Series[], request: PageRequest): { items: Series[]; nextPageToken: string } {
  const all = series.flatMap((of) => of.points.map((point) => ({ of, point })));
  const { items, nextPageToken } = page(all, request, MOST_RESULTS);
  const onPage = Map.groupBy(items, ({ of }) => of);
  return {
    items: [...onPage].map(([of, found]) => ({ ...of, points: found.map(({ point }) => point) })),
    nextPageToken,
  };
}

function asTimeSeries(series: Series, { type }: MetricDescriptor, isHeaders: boolean): object {
  const { labels, resourceLabels, metricKind, valueType, points } = series;
  return {
    metric: { type, labels },
    resource: { type: RESOURCE_TYPE, labels: resourceLabels },
    metricKind,
    valueType,
    ...(!isHeaders && { points: points.map((point) => asPoint(point, valueType)) }),
  };
}

function asPoint({ startMs, endMs, value }: Point, valueType: Series["valueType"]): object {
  const interval = { startTime: new Date(startMs).toISOString(), endTime: new Date(endMs).toISOString() };
  return { interval, value: asValue(value, valueType) as Json };
}

function asValue(value: Point["value"], valueType: Series["valueType"]): MetricValue {
  if (value instanceof Histogram) return { distributionValue: value.toDistribution() };
  return valueType === "INT64" ? { int64Value: `${value}` } : { doubleValue: value };
}
