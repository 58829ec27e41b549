import assert from "node:assert/strict";
import { at, brief, COUNT, listSeries, runMonitoredApi, seriesPath } from "./monitored-api.ts";
import { PROJECT, type RunningApi } from "./running-api.ts";

describe("Cloud Monitoring's filters and refusals", () => {
  let api: RunningApi;
  before(async () => {
    api = await runMonitoredApi();
  });
  after(() => api.close());

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
      const found = await listSeries(api, { filter: `metric.type="${COUNT}" AND ${filter}` });
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
      const answer = await api.call("GET", seriesPath(parameters));
      assert.equal(answer.status, status);
      assert.ok(answer.body.error?.message.includes(message), answer.body.error?.message);
    });
  }
});

function aggregate(parameters: Record<string, string>): Record<string, string> {
  const named = Object.entries(parameters).map(([name, value]) => [`aggregation.${name}`, value]);
  return { filter: `metric.type="${COUNT}"`, ...Object.fromEntries(named) };
}
