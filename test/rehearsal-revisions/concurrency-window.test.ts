import assert from "node:assert/strict";
import fc from "fast-check";
import { ConcurrencyWindow } from "../../rehearsal/revisions/concurrency-window.ts";

describe("the concurrency of the last minute", () => {
  it("is the present one before any time has gone by", () => {
    const window = new ConcurrencyWindow(() => 5_000);
    window.set(7);
    assert.equal(window.mean(), 7);
  });

  it("weighs each value by how long it held", () => {
    let nowMs = 12_345;
    const window = new ConcurrencyWindow(() => nowMs);
    window.set(10);
    nowMs += 2_000;
    window.set(0);
    nowMs += 8_000;
    assert.equal(window.mean(), 2);
  });

  it("forgets what is more than a minute old", () => {
    let nowMs = 0;
    const window = new ConcurrencyWindow(() => nowMs);
    window.set(100);
    nowMs = 30_000;
    window.set(0);
    nowMs = 59_000;
    assert.ok(window.mean() > 40);
    nowMs = 91_000;
    assert.equal(window.mean(), 0);
    window.set(3);
    for (nowMs of [500_000, 600_500, 700_999]) assert.ok(Math.abs(window.mean() - 3) < 1e-9);
  });

  it("is of a whole minute on the boundary of two seconds", () => {
    let nowMs = 0;
    const window = new ConcurrencyWindow(() => nowMs);
    window.set(50);
    nowMs = 60_000;
    assert.equal(window.mean(), 50);
  });

  it("lies between the least and the greatest of the values, however they came", () => {
    const changes = fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 30_000 })), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(changes, fc.integer({ min: 0, max: 100_000 }), (steps, startMs) => {
        let nowMs = startMs;
        const window = new ConcurrencyWindow(() => nowMs);
        for (const [value, lastsMs] of steps) {
          window.set(value);
          nowMs += lastsMs;
        }
        const values = steps.map(([value]) => value);
        const mean = window.mean();
        assert.ok(mean >= Math.min(...values) - 1e-9 && mean <= Math.max(...values) + 1e-9, `${mean}`);
      }),
    );
  });
});
