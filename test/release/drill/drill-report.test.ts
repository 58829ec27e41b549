import assert from "node:assert/strict";
import { type DrillObservations, drillReport } from "../../../release/drill/drill-report.ts";

const SOCKETS = { opened: 2, cut: [], pongs: 8 };
const CLEAN: DrillObservations = {
  ...{ sockets: SOCKETS, target: "web-1", commandStartedMs: 1000, commandReturnedMs: 3000 },
  samples: [
    { intendedMs: 0, endedMs: 4, revision: "web-2" },
    { intendedMs: 1500, endedMs: 1502, revision: "web-2" },
    { intendedMs: 1600, endedMs: 1601, revision: "web-1" },
    { intendedMs: 3500, endedMs: 3600, revision: "web-1" },
  ],
};

describe("the report of a drill", () => {
  it("says when the last request went to another revision, and who answered how often", () => {
    assert.deepEqual(drillReport(CLEAN), {
      ...{ secondsUntilAllOnTarget: 0.5, commandSeconds: 2, passed: true },
      requests: {
        ...{ sent: 4, failed: 0, failures: {}, lateFromOthers: 0 },
        answeredBy: { "web-2": 2, "web-1": 2 },
      },
      latencyMs: { p50: 2, p99: 100, max: 100 },
      webSockets: { opened: 2, cut: 0, reasons: {}, pongs: 8 },
    });
  });

  it("fails for a request that failed, with the reasons counted", () => {
    const samples = [
      ...CLEAN.samples,
      { intendedMs: 1, endedMs: 2, failure: "HTTP 503" },
      { intendedMs: 2, endedMs: 3, failure: "HTTP 503" },
    ];
    const { passed, requests } = drillReport({ ...CLEAN, samples });
    assert.equal(passed, false);
    assert.deepEqual([requests.sent, requests.failed, requests.failures], [6, 2, { "HTTP 503": 2 }]);
  });

  it("fails for a WebSocket that was cut", () => {
    const { passed, webSockets } = drillReport({
      ...CLEAN,
      sockets: { ...SOCKETS, cut: ["closed with 1006"] },
    });
    assert.equal(passed, false);
    assert.deepEqual(webSockets.reasons, { "closed with 1006": 1 });
  });

  it("fails for an answer of the old revision after the command has returned", () => {
    const samples = [...CLEAN.samples, { intendedMs: 2990, endedMs: 3001, revision: "web-2" }];
    const { passed, requests } = drillReport({ ...CLEAN, samples });
    assert.deepEqual([passed, requests.lateFromOthers], [false, 1]);
  });

  it("takes no time where the target served before already, and has no latency without answers", () => {
    const samples = [{ intendedMs: 1500, endedMs: 1502, revision: "web-1" }];
    assert.equal(drillReport({ ...CLEAN, samples }).secondsUntilAllOnTarget, 0);
    assert.deepEqual(drillReport({ ...CLEAN, samples: [] }).latencyMs, { p50: 0, p99: 0, max: 0 });
  });
});
