import assert from "node:assert/strict";
import type { MetricPoint } from "../../rehearsal/contract.ts";
import { createRequestMetrics, type RequestMetrics } from "../../rehearsal/metrics/request-metrics.ts";
import { until } from "../rehearsal-revisions/fake-instances.ts";

const WEB_1 = "projects/p/locations/l/services/web/revisions/web-1";
const NOON = Date.UTC(2025, 8, 9, 12);

describe("request metrics", () => {
  let written: MetricPoint[][];
  let nowMs: number;
  let metrics: RequestMetrics;

  beforeEach(() => {
    written = [];
    nowMs = NOON + 15;
    metrics = createRequestMetrics({
      store: { appendPoints: (points) => written.push(points) },
      periodMs: 20,
      nowMs: () => nowMs,
    });
  });
  afterEach(() => metrics.close());

  it("are written once per period, a point per revision and code", async () => {
    for (const status of [200, 200, 503]) metrics.record(WEB_1, status, 12);
    assert.equal(written.length, 0);
    nowMs = NOON + 21;
    await until(() => written.length === 1);
    const counts = written[0]?.filter(({ type }) => type === "run.googleapis.com/request_count");
    assert.deepEqual(
      counts?.map(({ labels, value }) => [labels, value]),
      [
        [{ response_code: "200", response_code_class: "2xx" }, { int64Value: "2" }],
        [{ response_code: "503", response_code_class: "5xx" }, { int64Value: "1" }],
      ],
    );
    assert.deepEqual(counts?.[0]?.resourceLabels, {
      ...{ project_id: "p", location: "l", service_name: "web" },
      ...{ revision_name: "web-1", configuration_name: "web" },
    });
  });

  it("are of intervals that touch but never overlap", async () => {
    metrics.record(WEB_1, 200, 1);
    nowMs = NOON + 33;
    await until(() => written.length === 1);
    metrics.record(WEB_1, 200, 1);
    nowMs = NOON + 41;
    await until(() => written.length === 2);
    const intervals = written.map(([point]) =>
      [point?.startTime, point?.endTime].map((time) => time?.slice(20, 23)),
    );
    assert.deepEqual(intervals, [
      ["000", "033"],
      ["033", "041"],
    ]);
  });

  it("that have come together are written on closing; what comes later is dropped", () => {
    metrics.record(WEB_1, 200, 1);
    metrics.close();
    metrics.record(WEB_1, 200, 1);
    assert.equal(written.length, 1);
    assert.deepEqual(written[0]?.[0]?.value, { int64Value: "1" });
  });
});
