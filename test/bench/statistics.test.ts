import assert from "node:assert/strict";
import { median, medianDifference, medianRatio, quantile } from "../../bench/statistics.ts";

describe("the bench's statistics", () => {
  it("take the middle value, or the mean of the two in the middle", () => {
    assert.equal(median([9, 1, 5]), 5);
    assert.equal(median([4, 1, 3, 2]), 2.5);
    assert.throws(() => median([]), { name: "RangeError", message: "no median of nothing" });
  });

  it("compare within pairs, so that a busy while slows both sides", () => {
    assert.equal(medianRatio({ measuredMs: [110, 1100, 120], baselineMs: [100, 1000, 100] }), 1.1);
  });

  it("tell what is added within pairs, too", () => {
    assert.equal(medianDifference({ measuredMs: [3, 30, 5], baselineMs: [1, 27, 4] }), 2);
  });

  it("take for a quantile a value that was measured", () => {
    assert.deepEqual(
      [0.01, 0.5, 0.99, 1].map((share) => quantile([4, 1, 3, 2], share)),
      [1, 2, 4, 4],
    );
    assert.throws(() => quantile([], 0.5), { name: "RangeError", message: "no quantile of nothing" });
  });
});
