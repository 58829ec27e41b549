import type { RestClient } from "../rest/rest-client.ts";
import { bucketsOf, type DistributionDocument } from "./distribution-buckets.ts";
import { mergeBuckets } from "./latency.ts";
import type { ReadSample, Span } from "./revision-sample.ts";

/** https://cloud.google.com/monitoring/api/ref_v3/rest/v3/TimeSeries, as far as it is read here. */
interface TimeSeriesDocument {
  metric?: { labels?: Record<string, string> };
  points?: { value?: { int64Value?: string; distributionValue?: DistributionDocument } }[];
}

export interface MonitoredService {
  /** Such as `https://monitoring.googleapis.com`, without a slash at its end. */
  baseUrl: string;
  project: string;
  region: string;
  /** Short name. */
  service: string;
}

/** https://cloud.google.com/monitoring/api/metrics_gcp_p_z#gcp-run */
const REQUEST_COUNT = "run.googleapis.com/request_count";
const REQUEST_LATENCIES = "run.googleapis.com/request_latencies";

/**
 * Reads requests by class of answer and their latencies from Cloud Monitoring. Points are summed as they are: both metrics count
 * what came since the point before (DELTA).
 * https://cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.timeSeries/list
 */
export function createMonitoring(rest: RestClient, service: MonitoredService): ReadSample {
  return async (revision, span) => {
    const [counts, latencies] = await Promise.all([
      timeSeries(rest, service, REQUEST_COUNT, revision, span),
      timeSeries(rest, service, REQUEST_LATENCIES, revision, span),
    ]);
    return {
      requests: sum(counts),
      errors: sum(counts.filter(isError)),
      latency: mergeBuckets(
        latencies
          .filter((series) => !isError(series) && !isSocket(series))
          .flatMap(({ points = [] }) => points.map(({ value }) => bucketsOf(value?.distributionValue ?? {}))),
      ),
    };
  };
}

function isError(series: TimeSeriesDocument): boolean {
  return classOf(series) === "5xx";
}

/** The "latency" of status 101 is how long the WebSocket was open: https://cloud.google.com/run/docs/triggering/websockets */
function isSocket(series: TimeSeriesDocument): boolean {
  return classOf(series) === "1xx";
}

function classOf({ metric }: TimeSeriesDocument): string | undefined {
  return metric?.labels?.response_code_class;
}

function sum(series: TimeSeriesDocument[]): number {
  return series
    .flatMap(({ points = [] }) => points)
    .reduce((total, { value }) => total + Number(value?.int64Value ?? 0), 0);
}

async function timeSeries(
  rest: RestClient,
  { baseUrl, project, region, service }: MonitoredService,
  metric: string,
  revision: string,
  { since, until }: Span,
): Promise<TimeSeriesDocument[]> {
  const filter = [
    `metric.type = "${metric}"`,
    'resource.type = "cloud_run_revision"',
    `resource.labels.location = "${region}"`,
    `resource.labels.service_name = "${service}"`,
    `resource.labels.revision_name = "${revision}"`,
  ].join(" AND ");
  const all: TimeSeriesDocument[] = [];
  let pageToken = "";
  do {
    const query = new URLSearchParams({
      filter,
      "interval.startTime": since.toISOString(),
      "interval.endTime": until.toISOString(),
      ...(pageToken === "" ? {} : { pageToken }),
    });
    const url = `${baseUrl}/v3/projects/${project}/timeSeries?${query}`;
    const page = await rest<{ timeSeries?: TimeSeriesDocument[]; nextPageToken?: string }>({
      method: "GET",
      url,
    });
    all.push(...(page.timeSeries ?? []));
    pageToken = page.nextPageToken ?? "";
  } while (pageToken !== "");
  return all;
}
