import assert from "node:assert/strict";
import { MetricServiceClient } from "@google-cloud/monitoring";
import {
  at,
  brief,
  COUNT,
  LATENCIES,
  type Listed,
  listSeries,
  runMonitoredApi,
  seriesPath,
} from "./monitored-api.ts";
import { clientOptions } from "./official-clients.ts";
import { PROJECT, type RunningApi } from "./running-api.ts";

describe("Cloud Monitoring", () => {
  let api: RunningApi;
  before(async () => {
    api = await runMonitoredApi();
  });
  after(() => api.close());

  const aggregated = (period: string, aligner: string, more: Record<string, string | string[]> = {}) => ({
    filter: `metric.type = "${COUNT}"`,
    "aggregation.alignmentPeriod": period,
    "aggregation.perSeriesAligner": aligner,
    ...more,
  });

  it("gives the raw series of a service to Google's client, newest point first", async () => {
    const client = new MetricServiceClient(clientOptions(api.port));
    const [series] = await client.listTimeSeries({
      name: `projects/${PROJECT}`,
      filter: `metric.type = "${COUNT}" AND resource.labels.service_name = "web" AND metric.labels.response_code = "200"`,
      interval: {
        startTime: { seconds: Date.parse(at(0)) / 1000 },
        endTime: { seconds: Date.parse(at(20)) / 1000 },
      },
      view: "FULL",
    });
    const [first] = series;
    assert.deepEqual(
      series.map(({ resource }) => resource?.labels?.revision_name),
      ["web-1", "web-2"],
    );
    assert.equal(first?.metricKind, "DELTA");
    assert.equal(first?.resource?.type, "cloud_run_revision");
    assert.deepEqual(first?.metric?.labels, { response_code: "200", response_code_class: "2xx" });
    assert.deepEqual(
      first?.points?.map(({ value }) => Number(value?.int64Value)),
      [10, 90],
    );
    await client.close();
  });

  it("gives latencies as distributions whose buckets and counts agree", async () => {
    const client = new MetricServiceClient(clientOptions(api.port));
    const [[series]] = await client.listTimeSeries({
      name: `projects/${PROJECT}`,
      filter: `metric.type = "${LATENCIES}" AND metric.labels.response_code = "500"`,
      interval: {
        startTime: { seconds: Date.parse(at(0)) / 1000 },
        endTime: { seconds: Date.parse(at(20)) / 1000 },
      },
    });
    const distribution = series?.points?.[0]?.value?.distributionValue;
    const inBuckets = distribution?.bucketCounts?.map(Number) ?? [];
    assert.deepEqual([Number(distribution?.count), distribution?.mean], [5, 100]);
    assert.deepEqual(distribution?.bucketOptions?.exponentialBuckets, {
      ...{ numFiniteBuckets: 66, growthFactor: 1.4, scale: 1 },
    });
    // 1.4^13 = 79.4 and 1.4^14 = 111.1: 100 lies in the 14th finite bucket.
    assert.deepEqual([inBuckets.length, inBuckets[14]], [15, 5]);
    await client.close();
  });

  it("takes points that end in the interval, without its start", async () => {
    const parameters = {
      filter: `metric.type="${COUNT}"`,
      "interval.startTime": at(1),
      "interval.endTime": at(11),
    };
    assert.deepEqual(brief(await listSeries(api, parameters)), ["web-1 200: 10", "web-1 500: 5"]);
  });

  it("gives no points when only headers are asked for", async () => {
    const [first] = await listSeries(api, { filter: `metric.type="${COUNT}"`, view: "HEADERS" });
    assert.deepEqual([first?.metricKind, first?.valueType, first?.points], ["DELTA", "INT64", undefined]);
  });

  it("gives pages of points", async () => {
    const filter = `metric.type="${COUNT}"`;
    const first = await api.call("GET", seriesPath({ filter, pageSize: "3" }));
    assert.deepEqual(brief(first.body.timeSeries as unknown as Listed[]), [
      "web-1 200: 10 90",
      "web-1 500: 5",
    ]);
    const rest = await listSeries(api, {
      filter,
      pageSize: "3",
      pageToken: String(first.body.nextPageToken),
    });
    assert.deepEqual(brief(rest), ["web-2 200: 3"]);
  });

  it("aligns in periods that end with the interval", async () => {
    const series = await listSeries(api, aggregated("10s", "ALIGN_DELTA"));
    assert.deepEqual(brief(series), ["web-1 200: 10 90", "web-1 500: 5", "web-2 200: 3"]);
    assert.deepEqual(series[0]?.points?.[1]?.interval, {
      ...{ startTime: "2025-09-09T10:00:00Z", endTime: "2025-09-09T10:00:10Z" },
    });
    assert.deepEqual(brief(await listSeries(api, aggregated("20s", "ALIGN_RATE")))[0], "web-1 200: 5");
  });

  it("adds up by revision or by class of answer, and keeps no other labels", async () => {
    const sum = (groupByFields: string[]) =>
      aggregated("20s", "ALIGN_SUM", {
        "aggregation.crossSeriesReducer": "REDUCE_SUM",
        "aggregation.groupByFields": groupByFields,
      });
    assert.deepEqual(brief(await listSeries(api, sum(["resource.label.revision_name"]))), [
      "web-1 -: 105",
      "web-2 -: 3",
    ]);
    const classes = await listSeries(api, sum(["metric.labels.response_code_class"]));
    assert.deepEqual(
      classes.map(({ metric, resource }) => [metric.labels, resource.labels]),
      [
        [{ response_code_class: "2xx" }, { project_id: PROJECT }],
        [{ response_code_class: "5xx" }, { project_id: PROJECT }],
      ],
    );
    assert.deepEqual(brief(await listSeries(api, sum([]))), ["- -: 108"]);
  });

  it("finds a quantile within its bucket, of one series and over several", async () => {
    const request = {
      filter: `metric.type="${LATENCIES}" AND resource.labels.revision_name="web-1"`,
      "aggregation.alignmentPeriod": "20s",
    };
    const [one] = await listSeries(api, {
      ...request,
      "aggregation.perSeriesAligner": "ALIGN_PERCENTILE_50",
    });
    const [all] = await listSeries(api, {
      ...request,
      "aggregation.perSeriesAligner": "ALIGN_DELTA",
      "aggregation.crossSeriesReducer": "REDUCE_PERCENTILE_99",
    });
    const [median = 0, high = 0] = [one, all].map((series) => series?.points?.[0]?.value.doubleValue);
    assert.ok(median > 7.5 && median < 10.6, `10 ms lies in the bucket from 7.5 to 10.5, not at ${median}`);
    assert.ok(high > 79 && high < 112, `100 ms lies in the bucket from 79.4 to 111.1, not at ${high}`);
  });

  it("describes its metrics", async () => {
    const client = new MetricServiceClient(clientOptions(api.port));
    const name = `projects/${PROJECT}`;
    const filter = 'metric.type = starts_with("run.googleapis.com/request_")';
    const [descriptors] = await client.listMetricDescriptors({ name, filter });
    assert.deepEqual(
      descriptors.map(({ type, metricKind, valueType, unit }) => [type, metricKind, valueType, unit]),
      [
        [COUNT, "DELTA", "INT64", "1"],
        [LATENCIES, "DELTA", "DISTRIBUTION", "ms"],
      ],
    );
    const [one] = await client.getMetricDescriptor({ name: `${name}/metricDescriptors/${COUNT}` });
    assert.deepEqual(
      one.labels?.map(({ key }) => key),
      ["response_code", "response_code_class"],
    );
    await client.close();
  });
});
