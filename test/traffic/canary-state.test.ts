import assert from "node:assert/strict";
import { Fault } from "../../faults/fault.ts";
import {
  type CanaryState,
  canaryInWords,
  formatCanary,
  parseCanary,
  sameCanary,
} from "../../traffic/canary-state.ts";
import { armedCanary, boundCanary, isGated, isWhole, nextStep } from "../../traffic/canary-steps.ts";

const plan = {
  stable: { a: 100 },
  before: [
    { type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST" as const, revision: "a", percent: 100, tag: "qa" },
  ],
  steps: [1, 10, 100],
  gates: [10],
  by: "ada@laptop",
  at: "2026-01-01T11:00:00.000Z",
};
const at = "2026-01-01T12:00:00.000Z";

function refusal(text: string): Fault {
  try {
    parseCanary(text);
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new assert.AssertionError({ message: `${text} was taken for a canary` });
}

describe("the state of a canary", () => {
  const armed = armedCanary(plan);
  const begun = boundCanary(armed, "b", at);

  it("comes back from its annotation as it went in, armed, on its way and held", () => {
    const states: CanaryState[] = [armed, begun, { ...begun, held: "inconclusive" }];
    for (const state of states) assert.deepEqual(parseCanary(formatCanary(state)), state);
    assert.equal(parseCanary(formatCanary(undefined)), undefined);
    assert.equal(parseCanary(undefined), undefined);
  });

  it("is refused where it was never written so", () => {
    const whole = JSON.parse(formatCanary(begun));
    for (const wrong of [
      { step: 3 },
      { step: "1" },
      { steps: [1, 200] },
      { stable: {} },
      { since: 5 },
      { before: [{}] },
    ]) {
      assert.equal(refusal(JSON.stringify({ ...whole, ...wrong })).code, "canary-unreadable");
    }
    assert.equal(refusal("garbled").code, "canary-unreadable");
  });

  it("goes step by step to all traffic, and no further", () => {
    const second = nextStep(begun, at);
    assert.ok(second);
    assert.deepEqual([second.step, isGated(second), isWhole(second)], [1, true, false]);
    const third = nextStep(second, at);
    assert.ok(third);
    assert.deepEqual([third.step, isWhole(third), nextStep(third, at)], [2, true, undefined]);
  });

  it("loses its hold with the next step", () => {
    assert.equal(nextStep({ ...begun, held: "gate" }, at)?.held, undefined);
  });

  it("is of the same canary however far it has got, and of another when begun by another or anew", () => {
    assert.equal(sameCanary(armed, begun), true);
    assert.equal(sameCanary(armed, { ...begun, by: "bob@desk" }), false);
    assert.equal(sameCanary(armed, { ...begun, startedAt: at }), false);
    assert.equal(sameCanary(undefined, undefined), false);
  });

  it("is told in words", () => {
    assert.equal(canaryInWords(armed), "ada@laptop runs a canary whose revision is about to be deployed");
    assert.equal(
      canaryInWords({ ...begun, held: "gate" }),
      `ada@laptop runs a canary of b: 1 % (step 1 of 3) since ${at}, held: a person has to let it go on`,
    );
  });
});
