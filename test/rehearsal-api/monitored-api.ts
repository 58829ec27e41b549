import assert from "node:assert/strict";
import type { MetricPoint } from "../../rehearsal/contract.ts";
import { Histogram } from "../../rehearsal/metrics/distribution.ts";
import { PROJECT, type RunningApi, runApi } from "./running-api.ts";

export const COUNT = "run.googleapis.com/request_count";
export const LATENCIES = "run.googleapis.com/request_latencies";

/** A second of the minute in which the points are. */
export const at = (second: number) => new Date(Date.UTC(2025, 8, 9, 10, 0, second)).toISOString();

/** A time series as it is listed. */
export interface Listed {
  metric: { labels?: Record<string, string> };
  resource: { labels: Record<string, string> };
  metricKind: string;
  valueType: string;
  points?: { interval: object; value: { int64Value?: string; doubleValue?: number } }[];
}

type Parameters = Record<string, string | string[]>;

/** The API with some requests of two revisions counted: `web-1` failing five times, `web-2` with three. */
export async function runMonitoredApi(): Promise<RunningApi> {
  const api = await runApi();
  api.store.appendPoints([
    ...counted("web-1", 200, 1, 90),
    ...counted("web-1", 200, 11, 10),
    ...counted("web-1", 500, 11, 5),
    ...counted("web-2", 200, 12, 3),
  ]);
  return api;
}

function counted(revision: string, code: number, second: number, count: number): MetricPoint[] {
  const histogram = new Histogram();
  for (let index = 0; index < count; index++) histogram.add(code === 200 ? 10 : 100);
  const shared = {
    labels: { response_code: `${code}`, response_code_class: `${Math.floor(code / 100)}xx` },
    resourceLabels: {
      ...{ project_id: PROJECT, location: "us-central1", service_name: "web" },
      ...{ revision_name: revision, configuration_name: "web" },
    },
    ...{ startTime: at(second - 1), endTime: at(second) },
  };
  return [
    { ...shared, type: COUNT, value: { int64Value: `${count}` } },
    { ...shared, type: LATENCIES, value: { distributionValue: histogram.toDistribution() } },
  ];
}

/** Where the time series of all these points are listed. */
export function seriesPath(parameters: Parameters): string {
  const query = new URLSearchParams();
  const complete = { "interval.startTime": at(0), "interval.endTime": at(20), ...parameters };
  for (const [name, value] of Object.entries(complete)) {
    for (const one of [value].flat()) query.append(name, one);
  }
  return `/v3/projects/${PROJECT}/timeSeries?${query}`;
}

/** Lists time series; anything but 200 fails. */
export async function listSeries(api: RunningApi, parameters: Parameters): Promise<Listed[]> {
  const { status, body } = await api.call("GET", seriesPath(parameters));
  assert.equal(status, 200, body.error?.message);
  return (body.timeSeries ?? []) as unknown as Listed[];
}

/** `revision code: value value`, newest first. */
export const brief = (series: Listed[]) =>
  series.map(({ metric, resource, points = [] }) => {
    const values = points.map(({ value }) => value.int64Value ?? value.doubleValue);
    return `${resource.labels.revision_name ?? "-"} ${metric.labels?.response_code ?? "-"}: ${values.join(" ")}`;
  });
