import assert from "node:assert/strict";
import { median, medianRatio } from "../../bench/statistics.ts";

describe("the bench's statistics", () => {
  it("take the middle value, or the mean of the two in the middle", () => {
    assert.equal(median([9, 1, 5]), 5);
    assert.equal(median([4, 1, 3, 2]), 2.5);
    assert.throws(() => median([]), { name: "RangeError", message: "no median of nothing" });
  });

  it("compare within pairs, so that a busy while slows both sides", () => {
    assert.equal(medianRatio({ measuredMs: [110, 1100, 120], baselineMs: [100, 1000, 100] }), 1.1);
  });
});
