import assert from "node:assert/strict";
import fc from "fast-check";
import { weightedChoice } from "../../rehearsal/routing/weighted-choice.ts";

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
