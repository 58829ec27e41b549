import assert from "node:assert/strict";
import type { CloudRunReader, LiveService } from "../../release/live-service.ts";
import { readSettled, servingInWords } from "../../release/settled.ts";
import { liveRevision, liveService } from "./live-fixtures.ts";

/** A clock that only pauses move on, and a reader that gives one answer after the other, the last one for good. */
function worldOf(answers: (LiveService | undefined)[]) {
  let time = 0;
  let reads = 0;
  const reader: CloudRunReader = {
    service: async () => answers[Math.min(reads++, answers.length - 1)],
    revision: async (_service, name) => liveRevision({ name }),
  };
  const clock = {
    now: () => time,
    pause: async (milliseconds: number) => {
      time += milliseconds;
    },
  };
  return { reader, clock, reads: () => reads };
}

describe("a settled service", () => {
  it("is read once where nothing is going on", async () => {
    const { reader, clock, reads } = worldOf([liveService()]);
    const settled = await readSettled(reader, "backend", 1000, clock);
    assert.deepEqual([reads(), settled?.latest?.name], [1, "backend-b"]);
  });

  it("is waited for while it is reconciling or pending", async () => {
    const pending = liveService({ condition: { readiness: "pending", message: "" } });
    const { reader, clock, reads } = worldOf([liveService({ reconciling: true }), pending, liveService()]);
    const settled = await readSettled(reader, "backend", 10_000, clock);
    assert.deepEqual([reads(), settled?.service.condition.readiness], [3, "ready"]);
  });

  it("is given as last seen when the deadline passes", async () => {
    const { reader, clock, reads } = worldOf([liveService({ reconciling: true })]);
    const settled = await readSettled(reader, "backend", 1000, clock);
    assert.deepEqual([reads(), settled?.service.reconciling], [5, true]);
  });

  it("counts as settled when it failed: waiting would change nothing", async () => {
    const { reader, clock, reads } = worldOf([
      liveService({ condition: { readiness: "failed", message: "exited" } }),
    ]);
    await readSettled(reader, "backend", 1000, clock);
    assert.equal(reads(), 1);
  });

  it("is undefined where there is no service", async () => {
    const { reader, clock } = worldOf([undefined]);
    assert.equal(await readSettled(reader, "backend", 1000, clock), undefined);
  });

  it("says what serves in words, a revision once", () => {
    const traffic = [
      { revision: "backend-a", percent: 60, followsLatest: false },
      { revision: "backend-b", percent: 30, followsLatest: true },
      { revision: "backend-a", percent: 10, followsLatest: false, tag: "old" },
      { revision: "backend-c", percent: 0, followsLatest: false, tag: "green" },
    ];
    assert.equal(servingInWords(liveService({ traffic })), "backend-a (70 %), backend-b (30 %)");
    assert.equal(servingInWords(liveService({ traffic: [] })), "nothing");
  });
});
