import assert from "node:assert/strict";
import type { TrafficTarget } from "../../rehearsal/contract.ts";
import {
  declaredTraffic,
  heldStatuses,
  resolveTraffic,
  trafficStatuses,
} from "../../rehearsal/revisions/traffic-status.ts";

const LATEST = "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST";
const REVISION = "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION";

describe("the traffic of a service", () => {
  it("goes to the latest revision where nothing is declared", () => {
    assert.deepEqual(declaredTraffic([]), [{ type: LATEST, percent: 100 }]);
  });

  it("is resolved to revisions, and reported with an address per tag", () => {
    const traffic: TrafficTarget[] = [
      { type: LATEST, percent: 10, tag: "canary" },
      { type: REVISION, revision: "web-1", percent: 90 },
      { type: REVISION, revision: "web-1", tag: "stable" },
    ];
    const { resolved, unknown } = resolveTraffic(traffic, "web-2", (id) => ["web-1", "web-2"].includes(id));
    assert.deepEqual(unknown, []);
    assert.deepEqual(
      resolved.map(({ revisionId }) => revisionId),
      ["web-2", "web-1", "web-1"],
    );
    assert.deepEqual(
      trafficStatuses(resolved, (tag) => `http://${tag}`),
      [
        { type: LATEST, percent: 10, tag: "canary", uri: "http://canary" },
        { type: REVISION, revision: "web-1", percent: 90 },
        { type: REVISION, revision: "web-1", tag: "stable", uri: "http://stable" },
      ],
    );
  });

  it("stays on the former latest revision when it cannot go where it was sent", () => {
    const statuses = [
      { type: LATEST, percent: 90 },
      { type: REVISION, revision: "web-1", percent: 10 },
    ] as const;
    const service = { trafficStatuses: [...statuses], latestReadyRevision: "services/web/revisions/web-2" };
    assert.deepEqual(heldStatuses(service, "services/web/revisions/web-3"), [
      { type: LATEST, percent: 90, revision: "web-2" },
      { type: REVISION, revision: "web-1", percent: 10 },
    ]);
    assert.deepEqual(heldStatuses(service, "services/web/revisions/web-2"), statuses);
  });

  it("names revisions that cannot serve", () => {
    const traffic: TrafficTarget[] = [{ type: REVISION, revision: "web-9", percent: 100 }];
    assert.deepEqual(
      resolveTraffic(traffic, "web-1", (id) => id === "web-1"),
      {
        resolved: [],
        unknown: ["web-9"],
      },
    );
  });
});
