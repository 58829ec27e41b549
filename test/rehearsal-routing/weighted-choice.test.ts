import assert from "node:assert/strict";
import fc from "fast-check";
import { evenDraws, weightedChoice } from "../../rehearsal/routing/weighted-choice.ts";

describe("the choice among targets", () => {
  const targets = [
    { name: "a", percent: 10 },
    { name: "b", percent: 0 },
    { name: "c", percent: 90 },
  ];
  const cases: [number, string][] = [
    [0, "a"],
    [0.0999, "a"],
    [0.1, "c"],
    [0.9999, "c"],
  ];
  for (const [draw, name] of cases) {
    it(`takes ${name} for ${draw}`, () => assert.equal(weightedChoice(targets, draw)?.name, name));
  }

  it("takes none where nothing has a share", () => {
    assert.equal(weightedChoice([{ percent: 0 }], 0.5), undefined);
    assert.equal(weightedChoice([], 0.5), undefined);
  });

  it("never takes a target of 0 %", () => {
    const shares = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(shares, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (percents, draw) => {
        const chosen = weightedChoice(
          percents.map((percent) => ({ percent })),
          draw,
        );
        assert.equal(
          chosen === undefined,
          percents.every((percent) => percent === 0),
        );
        assert.notEqual(chosen?.percent, 0);
      }),
    );
  });
});

describe("even draws", () => {
  const shares = fc
    .array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 12 })
    .map((parts) => parts.map((percent) => ({ percent })));

  it("give every target its share of 10,000 requests within 0.1 %, from wherever they start", () => {
    const start = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(shares, start, (targets, from) => {
        const total = targets.reduce((sum, { percent }) => sum + percent, 0);
        const draw = evenDraws(from);
        const taken = new Map(targets.map((target) => [target, 0]));
        for (let request = 0; request < 10_000; request += 1) {
          const target = weightedChoice(targets, draw());
          if (target) taken.set(target, (taken.get(target) ?? 0) + 1);
        }
        for (const [{ percent }, count] of taken) {
          const error = Math.abs(count / 10_000 - percent / total);
          assert.ok(error < 0.001, `${percent} of ${total} got ${count}`);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("give no client of a regular pattern only one of two equal targets", () => {
    for (const period of [2, 3, 4, 5, 10]) {
      const draw = evenDraws();
      const draws = Array.from({ length: 1000 * period }, draw).filter((_, index) => index % period === 0);
      const low = draws.filter((one) => one < 0.5).length;
      assert.ok(Math.abs(low - 500) < 20, `every ${period}th: ${low} of 1000`);
    }
  });
});
