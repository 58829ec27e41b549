import assert from "node:assert/strict";
import { smallCapacity } from "../../../docs/generate/small-capacity.ts";
import type { Capacity } from "../../../preview/cost/capacity.ts";
import { explainFigure, explainPair } from "../../../preview/cost/explain-figures.ts";
import { pricesOf } from "../../../preview/cost/prices-of.ts";

const prices = pricesOf("us-central1");

const large: Capacity = { ...smallCapacity, cpu: 4, memoryGiB: 4 };

describe("a claimed monthly figure", () => {
  it("is explained by the mean number of instances that it would pay for", () => {
    const [byRequest, byInstance] = explainFigure({ monthlyUsd: 205, capacity: smallCapacity }, prices);
    assert.equal(byRequest?.meanInstances.toFixed(3), "3.089"); // 205 / (63.072 + 3.285)
    assert.equal(byInstance?.meanInstances.toFixed(3), "4.106"); // 205 / (47.304 + 2.628)
  });

  it("with a second one gives the use and the fixed amount under which both are right", () => {
    const pair = explainPair(
      { monthlyUsd: 650, capacity: large },
      { monthlyUsd: 205, capacity: smallCapacity },
      prices,
    );
    // request-based: 4 × 63.072 + 4 × 6.57 = 278.568; (650 − 205) / (278.568 − 66.357) = 2.097; 205 − 2.097 × 66.357 = 65.85
    assert.equal(pair[0]?.meanInstances.toFixed(3), "2.097");
    assert.equal(pair[0]?.fixedUsd.toFixed(2), "65.85");
    // and with them both figures come out again
    const again = (pair[0]?.meanInstances ?? 0) * 278.568 + (pair[0]?.fixedUsd ?? 0);
    assert.ok(Math.abs(again - 650) < 1e-9);
  });
});
