import assert from "node:assert/strict";
import fc from "fast-check";
import { excessInterval, wilsonInterval } from "../../../release/canary/wilson.ts";

const Z = 1.959964;
const rounded = ({ lower, upper }: { lower: number; upper: number }) => [lower.toFixed(4), upper.toFixed(4)];

describe("Wilson's interval", () => {
  // From table I of R. G. Newcombe (1998), "Two-sided confidence intervals for the single proportion", method 3.
  const table = [
    { hits: 81, total: 263, interval: ["0.2553", "0.3662"] },
    { hits: 15, total: 148, interval: ["0.0624", "0.1605"] },
    { hits: 0, total: 20, interval: ["0.0000", "0.1611"] },
    { hits: 1, total: 29, interval: ["0.0061", "0.1718"] },
  ];
  for (const { hits, total, interval } of table) {
    it(`is the published one for ${hits} of ${total}`, () => {
      assert.deepEqual(rounded(wilsonInterval({ hits, total }, Z)), interval);
    });
  }

  it("is everything where nothing was seen", () => {
    assert.deepEqual(wilsonInterval({ hits: 0, total: 0 }, Z), { lower: 0, upper: 1 });
  });

  it("holds what was seen, and stays between 0 and 1", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (total, share) => {
          const hits = Math.round(total * share);
          const { lower, upper } = wilsonInterval({ hits, total }, Z);
          assert.ok(0 <= lower && lower <= hits / total && hits / total <= upper && upper <= 1);
        },
      ),
    );
  });
});

describe("the interval of a difference", () => {
  // From table II of R. G. Newcombe (1998), "Interval estimation for the difference between independent proportions", method 10.
  const table = [
    { one: [56, 70], other: [48, 80], interval: ["0.0524", "0.3339"] },
    { one: [9, 10], other: [3, 10], interval: ["0.1705", "0.8090"] },
    { one: [5, 56], other: [0, 29], interval: ["-0.0381", "0.1926"] },
    { one: [10, 10], other: [0, 10], interval: ["0.6075", "1.0000"] },
  ] as const;
  for (const { one, other, interval } of table) {
    it(`is the published one for ${one.join("/")} and ${other.join("/")}`, () => {
      const found = excessInterval({ hits: one[0], total: one[1] }, { hits: other[0], total: other[1] }, Z);
      assert.deepEqual(rounded(found), interval);
    });
  }
});
