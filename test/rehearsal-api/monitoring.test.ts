import assert from "node:assert/strict";
import { MetricServiceClient } from "@google-cloud/monitoring";
import type { MetricPoint } from "../../rehearsal/contract.ts";
import { Histogram } from "../../rehearsal/metrics/distribution.ts";
import { clientOptions } from "./official-clients.ts";
import { PROJECT, type RunningApi, runApi } from "./running-api.ts";

const COUNT = "run.googleapis.com/request_count";
const LATENCIES = "run.googleapis.com/request_latencies";
const at = (second: number) => new Date(Date.UTC(2025, 8, 9, 10, 0, second)).toISOString();

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

describe("Cloud Monitoring", () => {
  let api: RunningApi;
  before(async () => {
    api = await runApi();
    api.store.appendPoints([
      ...counted("web-1", 200, 1, 90),
      ...counted("web-1", 200, 11, 10),
      ...counted("web-1", 500, 11, 5),
      ...counted("web-2", 200, 12, 3),
    ]);
  });
  after(() => api.close());

  const path = (parameters: Record<string, string | string[]>) => {
    const query = new URLSearchParams();
    const complete = { "interval.startTime": at(0), "interval.endTime": at(20), ...parameters };
    for (const [name, value] of Object.entries(complete)) {
      for (const one of [value].flat()) query.append(name, one);
    }
    return `/v3/projects/${PROJECT}/timeSeries?${query}`;
  };
  const aggregated = (period: string, aligner: string, more: Record<string, string | string[]> = {}) => ({
    filter: `metric.type = "${COUNT}"`,
    "aggregation.alignmentPeriod": period,
    "aggregation.perSeriesAligner": aligner,
    ...more,
  });
  type Listed = {
    metric: { labels?: Record<string, string> };
    resource: { labels: Record<string, string> };
    metricKind: string;
    valueType: string;
    points?: { interval: object; value: { int64Value?: string; doubleValue?: number } }[];
  };
  async function list(parameters: Record<string, string | string[]>): Promise<Listed[]> {
    const { status, body } = await api.call("GET", path(parameters));
    assert.equal(status, 200, body.error?.message);
    return (body.timeSeries ?? []) as unknown as Listed[];
  }
  /** `revision code: value value`, newest first. */
  const brief = (series: Listed[]) =>
    series.map(({ metric, resource, points = [] }) => {
      const values = points.map(({ value }) => value.int64Value ?? value.doubleValue);
      return `${resource.labels.revision_name ?? "-"} ${metric.labels?.response_code ?? "-"}: ${values.join(" ")}`;
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
    assert.deepEqual(brief(await list(parameters)), ["web-1 200: 10", "web-1 500: 5"]);
  });

  it("gives no points when only headers are asked for", async () => {
    const [first] = await list({ filter: `metric.type="${COUNT}"`, view: "HEADERS" });
    assert.deepEqual([first?.metricKind, first?.valueType, first?.points], ["DELTA", "INT64", undefined]);
  });

  it("gives pages of points", async () => {
    const filter = `metric.type="${COUNT}"`;
    const first = await api.call("GET", path({ filter, pageSize: "3" }));
    assert.deepEqual(brief(first.body.timeSeries as unknown as Listed[]), [
      "web-1 200: 10 90",
      "web-1 500: 5",
    ]);
    const rest = await list({ filter, pageSize: "3", pageToken: String(first.body.nextPageToken) });
    assert.deepEqual(brief(rest), ["web-2 200: 3"]);
  });

  it("aligns in periods that end with the interval", async () => {
    const series = await list(aggregated("10s", "ALIGN_DELTA"));
    assert.deepEqual(brief(series), ["web-1 200: 10 90", "web-1 500: 5", "web-2 200: 3"]);
    assert.deepEqual(series[0]?.points?.[1]?.interval, {
      ...{ startTime: "2025-09-09T10:00:00Z", endTime: "2025-09-09T10:00:10Z" },
    });
    assert.deepEqual(brief(await list(aggregated("20s", "ALIGN_RATE")))[0], "web-1 200: 5");
  });

  it("adds up by revision or by class of answer, and keeps no other labels", async () => {
    const sum = (groupByFields: string[]) =>
      aggregated("20s", "ALIGN_SUM", {
        "aggregation.crossSeriesReducer": "REDUCE_SUM",
        "aggregation.groupByFields": groupByFields,
      });
    assert.deepEqual(brief(await list(sum(["resource.label.revision_name"]))), [
      "web-1 -: 105",
      "web-2 -: 3",
    ]);
    const classes = await list(sum(["metric.labels.response_code_class"]));
    assert.deepEqual(
      classes.map(({ metric, resource }) => [metric.labels, resource.labels]),
      [
        [{ response_code_class: "2xx" }, { project_id: PROJECT }],
        [{ response_code_class: "5xx" }, { project_id: PROJECT }],
      ],
    );
    assert.deepEqual(brief(await list(sum([]))), ["- -: 108"]);
  });

  it("finds a quantile within its bucket, of one series and over several", async () => {
    const request = {
      filter: `metric.type="${LATENCIES}" AND resource.labels.revision_name="web-1"`,
      "aggregation.alignmentPeriod": "20s",
    };
    const [one] = await list({ ...request, "aggregation.perSeriesAligner": "ALIGN_PERCENTILE_50" });
    const [all] = await list({
      ...request,
      "aggregation.perSeriesAligner": "ALIGN_DELTA",
      "aggregation.crossSeriesReducer": "REDUCE_PERCENTILE_99",
    });
    const [median = 0, high = 0] = [one, all].map((series) => series?.points?.[0]?.value.doubleValue);
    assert.ok(median > 7.5 && median < 10.6, `10 ms lies in the bucket from 7.5 to 10.5, not at ${median}`);
    assert.ok(high > 79 && high < 112, `100 ms lies in the bucket from 79.4 to 111.1, not at ${high}`);
  });

  const filters: [string, string[]][] = [
    ['resource.labels.revision_name = starts_with("web-")', ["web-1 200", "web-1 500", "web-2 200"]],
    ['resource.label."revision_name" = one_of("web-2", "web-3")', ["web-2 200"]],
    ['metric.labels.response_code_class != "2xx"', ["web-1 500"]],
    ['metric.labels.response_code = monitoring.regex.full_match("5..")', ["web-1 500"]],
    ['NOT resource.labels.revision_name = has_substring("1")', ["web-2 200"]],
    [
      '(resource.labels.revision_name="web-2" OR metric.labels.response_code="500")',
      ["web-1 500", "web-2 200"],
    ],
    [`resource.type="cloud_run_revision" AND project="${PROJECT}"`, ["web-1 200", "web-1 500", "web-2 200"]],
    ['resource.labels.service_name="other"', []],
  ];
  for (const [filter, expected] of filters) {
    it(`finds series by ${filter}`, async () => {
      const found = await list({ filter: `metric.type="${COUNT}" AND ${filter}` });
      assert.deepEqual(
        brief(found).map((line) => line.split(":")[0]),
        expected,
      );
    });
  }

  const refused: [string, Record<string, string>, number, string][] = [
    [
      "no metric type",
      { filter: 'resource.type="x"' },
      400,
      'must specify exactly one restriction on "metric.type"',
    ],
    ["a function of it", { filter: 'metric.type=starts_with("run")' }, 400, "exactly one restriction"],
    [
      "an unknown metric",
      { filter: 'metric.type="x/y"' },
      404,
      'Cannot find metric(s) that match type = "x/y".',
    ],
    [
      "an unknown label",
      { filter: `metric.type="${COUNT}" AND metric.labels.color="x"` },
      400,
      "valid combination",
    ],
    ["an unfinished filter", { filter: "metric.type=" }, 400, 'Could not parse filter at "metric.type=".'],
    ["an unknown function", { filter: 'metric.type=like("x")' }, 400, 'Could not parse filter at "like(".'],
    [
      "an interval backwards",
      { filter: `metric.type="${COUNT}"`, "interval.startTime": at(30) },
      400,
      "start time",
    ],
    ["a reducer alone", aggregate({ crossSeriesReducer: "REDUCE_SUM" }), 400, "must be specified when using"],
    ["an aligner without period", aggregate({ perSeriesAligner: "ALIGN_SUM" }), 400, "at least 1 seconds"],
    [
      "a quantile of numbers",
      aggregate({ perSeriesAligner: "ALIGN_PERCENTILE_99", alignmentPeriod: "60s" }),
      ...([
        400,
        "ALIGN_PERCENTILE_99 cannot be applied to metrics of kind DELTA and value type INT64.",
      ] as const),
    ],
    [
      "what only Google has",
      aggregate({ perSeriesAligner: "ALIGN_STDDEV", alignmentPeriod: "60s" }),
      501,
      "emulate",
    ],
  ];
  for (const [what, parameters, status, message] of refused) {
    it(`refuses ${what}`, async () => {
      const answer = await api.call("GET", path(parameters));
      assert.equal(answer.status, status);
      assert.ok(answer.body.error?.message.includes(message), answer.body.error?.message);
    });
  }

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

function aggregate(parameters: Record<string, string>): Record<string, string> {
  const named = Object.entries(parameters).map(([name, value]) => [`aggregation.${name}`, value]);
  return { filter: `metric.type="${COUNT}"`, ...Object.fromEntries(named) };
}
