import assert from "node:assert/strict";
import { TrafficSplit } from "../../components/traffic-split.ts";
import type { TrafficSettings } from "../../settings/traffic.ts";
import { type CloudFacts, resolved, settled, strictCloud } from "./strict-cloud.ts";

const GET_SERVICE = "gcp:cloudrunv2/getService:getService";
const PIN = "netra.dev/traffic-pin";
const CANARY = "netra.dev/canary";
const HISTORY = "netra.dev/serving-history";

async function plan(traffic: TrafficSettings, facts: CloudFacts = {}, candidate = "netra-new") {
  const { called, logged } = await strictCloud(facts);
  const args = { project: "p", region: "us-central1", serviceName: "netra", traffic, candidate };
  const { targets, annotations } = new TrafficSplit("backend", args);
  const result = await resolved(targets);
  const marks = await resolved(annotations);
  await settled();
  return {
    targets: result.map(({ revision, percent, tag }) => ({ revision, percent, tag })),
    annotations: marks,
    called,
    logged,
  };
}

const live = {
  annotations: {},
  templates: [{ revision: "netra-old" }],
  updateTime: "2026-01-01T00:00:00Z",
  lastModifier: "ada@example.com",
  latestReadyRevision: "projects/p/locations/us-central1/services/netra/revisions/netra-old",
  trafficStatuses: [
    { percent: 100, revision: "", tag: "", type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", uri: "" },
  ],
};

const pin = {
  revision: "netra-good",
  by: "ada@laptop",
  at: "2026-01-02T00:00:00Z",
  from: "netra-old",
  reason: "500s",
};
const pinned = {
  ...live,
  annotations: { [PIN]: JSON.stringify(pin), [HISTORY]: "[]", "example.com/other": "kept by state" },
  trafficStatuses: [{ percent: 100, revision: "netra-good", tag: "", type: "", uri: "" }],
};

describe("TrafficSplit", () => {
  it("asks the live service once, whatever the strategy", async () => {
    const { targets, called, logged } = await plan({ strategy: "latest" }, { liveService: live });
    assert.deepEqual(targets, [{ revision: undefined, percent: 100, tag: undefined }]);
    assert.deepEqual([called, logged], [[GET_SERVICE], []]);
  });

  it("reads what serves before it gives a canary its share", async () => {
    const { targets } = await plan({ strategy: "canary", percent: 5 }, { liveService: live });
    assert.deepEqual(targets, [
      { revision: "netra-new", percent: 5, tag: "canary" },
      { revision: "netra-old", percent: 95, tag: undefined },
    ]);
  });

  it("gives a first deploy everything, and declares that nothing is pinned", async () => {
    const { targets, annotations } = await plan({ strategy: "blue-green" });
    assert.deepEqual(targets, [{ revision: "netra-new", percent: 100, tag: undefined }]);
    assert.deepEqual(annotations, { [PIN]: "none", [CANARY]: "none", [HISTORY]: "[]" });
  });

  it("notes what served until now when a new revision comes", async () => {
    const { annotations } = await plan({ strategy: "latest" }, { liveService: live });
    assert.deepEqual(JSON.parse(annotations[HISTORY] ?? ""), [
      {
        at: "2026-01-01T00:00:00Z",
        by: "ada@example.com",
        move: "seen",
        from: {},
        to: { "netra-old": 100 },
        health: "unverified",
      },
    ]);
  });

  it("declares the history again word for word when the revision is there already", async () => {
    const odd = { ...live, annotations: { [HISTORY]: "[ ]" } };
    const { annotations } = await plan({ strategy: "latest" }, { liveService: odd }, "netra-old");
    assert.deepEqual(annotations, { [PIN]: "none", [CANARY]: "none", [HISTORY]: "[ ]" });
  });

  for (const traffic of [
    { strategy: "latest" },
    { strategy: "canary", percent: 50 },
    { strategy: "blue-green" },
    { strategy: "split", revisions: { "netra-new": 100 } },
  ] satisfies TrafficSettings[]) {
    it(`keeps a rolled-back service where it is under ${traffic.strategy}, and says who, when and why`, async () => {
      const { targets, annotations, logged } = await plan(traffic, { liveService: pinned, preview: true });
      assert.deepEqual(targets, [
        { revision: "netra-new", percent: 0, tag: "candidate" },
        { revision: "netra-good", percent: 100, tag: undefined },
      ]);
      assert.equal(annotations[PIN], JSON.stringify(pin));
      assert.deepEqual(logged, [
        "netra: ada@laptop pinned all traffic to netra-good at 2026-01-02T00:00:00Z, away from netra-old: " +
          '"500s". It stays there: a new revision gets 0 % and the tag candidate, until `stage promote` releases the pin.',
      ]);
    });
  }

  describe("while a canary is on", () => {
    const state = {
      revision: "netra-new",
      stable: { "netra-old": 100 },
      steps: [1, 10, 100],
      step: 1,
      since: "2026-01-02T00:00:00Z",
      by: "ada@laptop",
      startedAt: "2026-01-01T23:00:00Z",
      gates: [],
    };
    const withCanary = (canary: object) => ({
      liveService: { ...live, annotations: { [CANARY]: JSON.stringify(canary) } },
      preview: true,
    });
    const latest: TrafficSettings = { strategy: "latest" };

    it("leaves its share to it, declares its state again and says that another revision waits", async () => {
      const { targets, annotations, logged } = await plan(latest, withCanary(state), "netra-newer");
      assert.deepEqual(targets, [
        { revision: "netra-newer", percent: 0, tag: "candidate" },
        { revision: "netra-new", percent: 10, tag: "canary" },
        { revision: "netra-old", percent: 90, tag: undefined },
      ]);
      assert.equal(annotations[CANARY], JSON.stringify(state));
      assert.deepEqual(logged, [
        "netra: ada@laptop runs a canary of netra-new: 10 % (step 2 of 3) since 2026-01-02T00:00:00Z. The shares stay as they are: another revision gets 0 % and the tag candidate, until the canary has ended.",
      ]);
    });

    it("gives the revision of the deployment that it is waiting for its first step", async () => {
      const { revision: _, ...armed } = { ...state, step: 0 };
      const { targets, logged } = await plan(latest, withCanary(armed));
      assert.deepEqual(targets, [
        { revision: "netra-new", percent: 1, tag: "canary" },
        { revision: "netra-old", percent: 99, tag: undefined },
      ]);
      assert.deepEqual(logged, [
        "netra: ada@laptop runs a canary whose revision is about to be deployed. The revision of this deployment is the canary and gets 1 %.",
      ]);
    });
  });

  it("tags nothing when the settings make the very revision that is pinned", async () => {
    const { targets } = await plan({ strategy: "latest" }, { liveService: pinned }, "netra-good");
    assert.deepEqual(targets, [{ revision: "netra-good", percent: 100, tag: undefined }]);
  });
});
