import assert from "node:assert/strict";
import { TrafficSplit } from "../../components/traffic-split.ts";
import type { TrafficSettings } from "../../settings/traffic.ts";
import { type CloudFacts, resolved, settled, strictCloud } from "./strict-cloud.ts";

const GET_SERVICE = "gcp:cloudrunv2/getService:getService";

async function plan(traffic: TrafficSettings, facts: CloudFacts = {}) {
  const { called } = await strictCloud(facts);
  const args = { project: "p", region: "us-central1", serviceName: "netra", traffic, candidate: "netra-new" };
  const { targets } = new TrafficSplit("backend", args);
  const result = await resolved(targets);
  await settled();
  return { targets: result.map(({ revision, percent, tag }) => ({ revision, percent, tag })), called };
}

const live = {
  latestReadyRevision: "projects/p/locations/us-central1/services/netra/revisions/netra-old",
  trafficStatuses: [
    { percent: 100, revision: "", tag: "", type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", uri: "" },
  ],
};

describe("TrafficSplit", () => {
  it("does not ask the live service when everything goes to the latest revision", async () => {
    const { targets, called } = await plan({ strategy: "latest" });
    assert.deepEqual(targets, [{ revision: undefined, percent: 100, tag: undefined }]);
    assert.deepEqual(called, []);
  });

  it("reads what serves before it gives a canary its share", async () => {
    const { targets, called } = await plan({ strategy: "canary", percent: 5 }, { liveService: live });
    assert.deepEqual(targets, [
      { revision: "netra-new", percent: 5, tag: "canary" },
      { revision: "netra-old", percent: 95, tag: undefined },
    ]);
    assert.deepEqual(called, [GET_SERVICE]);
  });

  it("gives a first deploy everything", async () => {
    const { targets } = await plan({ strategy: "blue-green" });
    assert.deepEqual(targets, [{ revision: "netra-new", percent: 100, tag: undefined }]);
  });
});
