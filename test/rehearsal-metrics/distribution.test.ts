import assert from "node:assert/strict";
import fc from "fast-check";
import { Histogram, mergedHistogram } from "../../rehearsal/metrics/distribution.ts";

const histogramOf = (values: number[]) => {
  const histogram = new Histogram();
  for (const value of values) histogram.add(value);
  return histogram;
};
const latency = fc.double({ min: 0, max: 4_000_000, noNaN: true });

describe("a distribution", () => {
  it("is the same whether counted at once or put together from parts", () => {
    fc.assert(
      fc.property(fc.array(latency), fc.array(latency), (one, other) => {
        const parts = [one, other].map((values) => histogramOf(values).toDistribution());
        const merged = mergedHistogram(parts).toDistribution();
        const whole = histogramOf([...one, ...other]).toDistribution();
        assert.deepEqual(merged.bucketCounts, whole.bucketCounts);
        assert.equal(merged.count, whole.count);
        assert.ok(Math.abs(merged.mean - whole.mean) <= 1e-6 * Math.max(1, whole.mean));
      }),
    );
  });

  it("finds a quantile in the bucket of the value that it stands for", () => {
    fc.assert(
      fc.property(
        fc.array(latency, { minLength: 1 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (values, share) => {
          const sorted = values.toSorted((one, other) => one - other);
          // The share times the count may lie a rounding error beside a whole rank.
          const rank = share * sorted.length;
          const [lower = 0, upper = 0] = [rank - 1e-9, Math.min(rank + 1e-9, sorted.length)].map(
            (near) => sorted[Math.ceil(near) - 1],
          );
          const found = histogramOf(values).quantile(share);
          const [from, to] = [lower < 1 ? 0 : lower / 1.4001, Math.max(1, upper * 1.4001)];
          assert.ok(from <= found && found <= to, `${found} for ${lower} to ${upper}`);
        },
      ),
    );
  });

  it("has mean, squared deviations and buckets with an inclusive lower bound", () => {
    const { mean, sumOfSquaredDeviation, bucketCounts } = histogramOf([0.5, 1, 1.4, 3.1]).toDistribution();
    assert.equal(mean, 1.5);
    assert.ok(Math.abs(sumOfSquaredDeviation - 3.82) < 1e-9);
    assert.deepEqual(bucketCounts, ["1", "1", "1", "0", "1"]);
  });

  it("of nothing is empty", () => {
    assert.deepEqual(new Histogram().toDistribution().bucketCounts, []);
    assert.equal(new Histogram().quantile(0.99), 0);
  });
});
