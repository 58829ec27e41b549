import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import fc from "fast-check";
import { dueSends, OpenLoop } from "../../../release/drill/open-loop.ts";

describe("an open-loop load", () => {
  it("is due by the clock alone: the first send at once, then so many a second", () => {
    assert.deepEqual(
      [0, 4.9, 5, 10, 1000].map((ms) => dueSends(ms, 200)),
      [1, 1, 2, 3, 201],
    );
  });

  it("sends each one once, meant for its own moment, however late the timers are", () => {
    const steps = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 1000 }), (gapsMs, perSecond) => {
        let sent = 0;
        let nowMs = 0;
        for (const gapMs of gapsMs) {
          nowMs += gapMs;
          const due = dueSends(nowMs, perSecond);
          assert.ok(due >= sent);
          assert.ok(((due - 1) * 1000) / perSecond <= nowMs + 1e-6);
          sent = due;
        }
      }),
    );
  });

  it("catches up after a pause of the whole process, with the times that were meant", async () => {
    const intended: number[] = [];
    const loop = new OpenLoop({ perSecond: 100, send: (intendedMs) => intended.push(intendedMs) });
    loop.start();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    await setTimeout(30);
    loop.stop();
    const sent = loop.sent;
    assert.ok(sent >= 11, `${sent} sent`);
    for (const [index, ms] of intended.entries()) {
      assert.ok(Math.abs(ms - (intended[0] ?? 0) - index * 10) < 1e-6);
    }
    await setTimeout(30);
    assert.equal(loop.sent, sent);
  });
});
