import assert from "node:assert/strict";
import { bucketsOf } from "../../../release/canary/distribution-buckets.ts";
import { mergeBuckets, quantileOf, slowerThan } from "../../../release/canary/latency.ts";

const buckets = [
  { fromMilliseconds: 0, toMilliseconds: 10, count: 50 },
  { fromMilliseconds: 10, toMilliseconds: 20, count: 40 },
  { fromMilliseconds: 20, toMilliseconds: 40, count: 10 },
];

describe("latencies in buckets", () => {
  it("have quantiles between the bounds of a bucket", () => {
    assert.deepEqual(
      [0.25, 0.5, 0.7, 0.95, 1].map((share) => quantileOf(buckets, share)),
      [5, 10, 15, 30, 40],
    );
    assert.equal(quantileOf([], 0.5), undefined);
  });

  it("are counted above a bound, in part where it lies within a bucket", () => {
    assert.deepEqual(
      [0, 10, 15, 20, 35, 40].map((bound) => slowerThan(buckets, bound)),
      [100, 50, 30, 10, 2.5, 0],
    );
  });

  it("of several histograms add up bucket by bucket", () => {
    const [first, second] = buckets;
    assert.ok(first && second);
    assert.deepEqual(mergeBuckets([[second], buckets]), [
      first,
      { ...second, count: 80 },
      { ...buckets[2], count: 10 },
    ]);
    assert.equal(first.count, 50);
  });
});

describe("a distribution of Cloud Monitoring's", () => {
  const table = [
    {
      bucketOptions: { exponentialBuckets: { numFiniteBuckets: 3, growthFactor: 2, scale: 1 } },
      bounds: [1, 2, 4, 8],
    },
    { bucketOptions: { linearBuckets: { numFiniteBuckets: 2, width: 10, offset: 5 } }, bounds: [5, 15, 25] },
    { bucketOptions: { explicitBuckets: { bounds: [0, 100, 1000] } }, bounds: [0, 100, 1000] },
  ];
  for (const { bucketOptions, bounds } of table) {
    it(`has its bounds from ${Object.keys(bucketOptions)[0]}, an open bucket at either end`, () => {
      const bucketCounts = Array.from({ length: bounds.length + 1 }, (_, index) => String(index + 1));
      const found = bucketsOf({ count: "1", bucketOptions, bucketCounts });
      assert.deepEqual(
        found.map(({ toMilliseconds }) => toMilliseconds),
        [...bounds, bounds.at(-1)],
      );
      assert.deepEqual(
        found.map(({ fromMilliseconds }) => fromMilliseconds),
        [0, ...bounds],
      );
      assert.deepEqual(
        found.map(({ count }) => count),
        bucketCounts.map(Number),
      );
    });
  }

  it("may leave out its empty buckets at the end, or all of them", () => {
    const { bucketOptions } = table[0] as (typeof table)[0];
    assert.deepEqual(bucketsOf({ bucketOptions, bucketCounts: ["0", "7"] }), [
      { fromMilliseconds: 1, toMilliseconds: 2, count: 7 },
    ]);
    assert.deepEqual(bucketsOf({}), []);
  });
});
