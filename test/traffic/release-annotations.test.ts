import assert from "node:assert/strict";
import { type MarkedService, releaseAnnotations } from "../../traffic/release-annotations.ts";

const PIN = "netra.dev/traffic-pin";
const CANARY = "netra.dev/canary";
const HISTORY = "netra.dev/serving-history";

function live(changes: Partial<MarkedService> = {}): MarkedService {
  return {
    annotations: {},
    templateRevision: "b",
    updateTime: "2026-01-02T00:00:00Z",
    lastModifier: "ada@example.com",
    latestReadyRevision: "b",
    trafficStatuses: [{ percent: 100 }],
    ...changes,
  };
}

describe("the annotations that a deployment declares", () => {
  it("stand from the first deploy on", () => {
    assert.deepEqual(releaseAnnotations(undefined, "a"), {
      [PIN]: "none",
      [CANARY]: "none",
      [HISTORY]: "[]",
    });
  });

  it("are what is live, word for word, when nothing new comes: also what cannot be read", () => {
    const annotations = {
      [PIN]: "garbled",
      [CANARY]: "garbled as well",
      [HISTORY]: "garbled too",
      "example.com/x": "not ours",
    };
    assert.deepEqual(releaseAnnotations(live({ annotations }), "b"), {
      [PIN]: "garbled",
      [CANARY]: "garbled as well",
      [HISTORY]: "garbled too",
    });
  });

  it("gain what served until now when a new revision comes, once", () => {
    const after = releaseAnnotations(live(), "c");
    assert.deepEqual(JSON.parse(after[HISTORY] ?? ""), [
      {
        at: "2026-01-02T00:00:00Z",
        by: "ada@example.com",
        move: "seen",
        from: {},
        to: { b: 100 },
        health: "unverified",
      },
    ]);
    assert.deepEqual(releaseAnnotations(live({ annotations: after }), "c"), after);
  });
});
