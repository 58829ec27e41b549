import assert from "node:assert/strict";
import fc from "fast-check";
import { smallCapacity } from "../../../docs/generate/small-capacity.ts";
import { overlapSeconds } from "../../../preview/cost/canary-overlap.ts";
import type { Capacity } from "../../../preview/cost/capacity.ts";
import { type CostFacts, estimateCost } from "../../../preview/cost/estimate.ts";
import { activeSeconds, aliveSeconds, type Load, MONTH_SECONDS } from "../../../preview/cost/load.ts";
import { pricesOf } from "../../../preview/cost/prices-of.ts";

const prices = pricesOf("us-central1");

const quiet: Load = { requests: 100_000, meanRequestSeconds: 0.2, webSocketSeconds: 0 };

describe("the time that is paid for", () => {
  it("is each request's own where none shares an instance, and a thousandth of it where all share", () => {
    assert.equal(activeSeconds(quiet, smallCapacity, "none"), 20_000); // 100,000 × 0.2 s
    assert.equal(activeSeconds(quiet, smallCapacity, "perfect"), 20); // 20,000 s / 1000 at a time
  });

  it("takes requests that come at random as sharing now and then", () => {
    // 100,000 × 0.2 s / 2,628,000 s = 0.00761 in flight; busy share 1 − e^(−0.00761) = 0.0075814
    assert.ok(Math.abs(activeSeconds(quiet, smallCapacity, "expected") - 19_924) < 1);
  });

  it("covers the hours with an open WebSocket whole", () => {
    const load = { ...quiet, requests: 0, webSocketSeconds: 176 * 3600 };
    assert.equal(activeSeconds(load, smallCapacity, "expected"), 633_600);
  });

  it("never exceeds what the maximum of instances can do", () => {
    const load = { ...quiet, requests: 1_000_000_000 };
    assert.equal(activeSeconds(load, smallCapacity, "none"), 10 * MONTH_SECONDS);
  });

  it("lasts for a quarter of an hour beyond a request where instances are paid for by existence", () => {
    // one request every 2,628 s: 1 − e^(−900.2/2628) = 0.29 of the month
    const load = { ...quiet, requests: 1000 };
    const share = aliveSeconds(load, smallCapacity, "expected") / MONTH_SECONDS;
    assert.ok(Math.abs(share - 0.29) < 0.001, String(share));
  });
});

describe("a canary's overlap", () => {
  it("costs a second instance for as long as WebSockets are open on both", () => {
    const load = { ...quiet, requests: 0, webSocketSeconds: MONTH_SECONDS };
    assert.deepEqual(overlapSeconds(load, 36_000), { low: 0, expected: 36_000, high: 36_000 });
  });

  it("costs next to nothing where hardly any request is in flight", () => {
    assert.ok(overlapSeconds(quiet, 36_000).expected < 2);
  });
});

describe("an estimate", () => {
  const capacities = fc.record<Capacity>({
    cpu: fc.constantFrom(1, 2, 4),
    memoryGiB: fc.constantFrom(0.5, 2, 4),
    concurrency: fc.integer({ min: 1, max: 1000 }),
    minInstances: fc.integer({ min: 0, max: 2 }),
    maxInstances: fc.integer({ min: 2, max: 20 }),
    billing: fc.constantFrom("request-based", "instance-based"),
  });
  const facts = fc.record<CostFacts>({
    capacity: capacities,
    load: fc.record({
      requests: fc.integer({ min: 0, max: 100_000_000 }),
      meanRequestSeconds: fc.double({ min: 0.001, max: 5, noNaN: true }),
      webSocketSeconds: fc.integer({ min: 0, max: MONTH_SECONDS }),
    }),
    spread: fc.double({ min: 1, max: 10, noNaN: true }),
    freeTierShare: fc.double({ min: 0, max: 1, noNaN: true }),
    canarySecondsPerMonth: fc.integer({ min: 0, max: 100_000 }),
    fixed: fc.constant([]),
  });

  it("never has its ends the wrong way round", () => {
    fc.assert(
      fc.property(facts, (given) => {
        const { low, expected, high } = estimateCost(given, prices).totalUsd;
        const tolerance = 1e-6 * Math.max(1, high);
        assert.ok(low >= 0 && low <= expected + tolerance && expected <= high + tolerance);
      }),
      { numRuns: 1000 },
    );
  });

  it("adds up to its lines", () => {
    fc.assert(
      fc.property(facts, (given) => {
        const { totalUsd, lines } = estimateCost(given, prices);
        const sum = lines.reduce((total, { usd }) => total + usd, 0);
        assert.ok(Math.abs(sum - totalUsd.expected) < 1e-9 * Math.max(1, sum));
      }),
    );
  });
});
