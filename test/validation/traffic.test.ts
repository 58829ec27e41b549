import assert from "node:assert/strict";
import { compareTraffic } from "../../validation/traffic.ts";

const newest = { revision: "b", percent: 100 };

describe("traffic as declared", () => {
  it("wants everything on the newest revision under latest", () => {
    assert.deepEqual(compareTraffic({ strategy: "latest" }, [newest], "b"), []);
    assert.deepEqual(compareTraffic({ strategy: "latest" }, [{ revision: "a", percent: 100 }], "b"), [
      { path: "traffic.b", expected: "100 %", actual: "0 %" },
    ]);
  });

  it("wants the canary's share on the newest revision", () => {
    const shares = [
      { revision: "b", percent: 10, tag: "canary" },
      { revision: "a", percent: 90 },
    ];
    assert.deepEqual(compareTraffic({ strategy: "canary", percent: 10 }, shares, "b"), []);
    assert.deepEqual(compareTraffic({ strategy: "canary", percent: 20 }, shares, "b"), [
      { path: "traffic.b", expected: "20 %", actual: "10 %" },
    ]);
  });

  it("lets the only revision serve everything, whatever the strategy", () => {
    assert.deepEqual(compareTraffic({ strategy: "blue-green" }, [newest], "b"), []);
    assert.deepEqual(compareTraffic({ strategy: "canary", percent: 5 }, [newest], "b"), []);
  });

  it("wants nothing on the newest revision under blue-green once another serves", () => {
    const shares = [
      { revision: "b", percent: 0, tag: "green" },
      { revision: "a", percent: 100 },
    ];
    assert.deepEqual(compareTraffic({ strategy: "blue-green" }, shares, "b"), []);
  });

  it("compares a split revision by revision, those nobody named included", () => {
    const split = { strategy: "split" as const, revisions: { a: 60, b: 40, c: 0 } };
    assert.deepEqual(
      compareTraffic(
        split,
        [
          { revision: "a", percent: 60 },
          { revision: "d", percent: 40 },
        ],
        "b",
      ),
      [
        { path: "traffic.revisions.b", expected: "40 %", actual: "0 %" },
        { path: "traffic.revisions.d", expected: "0 %", actual: "40 %" },
      ],
    );
  });

  it("adds up a revision's shares over its entries", () => {
    const shares = [
      { revision: "b", percent: 60 },
      { revision: "b", percent: 40, tag: "canary" },
    ];
    assert.deepEqual(compareTraffic({ strategy: "latest" }, shares, "b"), []);
  });
});
