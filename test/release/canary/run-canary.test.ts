import assert from "node:assert/strict";
import { Fault } from "../../../faults/fault.ts";
import type { RevisionSample } from "../../../release/canary/revision-sample.ts";
import { runCanary } from "../../../release/canary/run-canary.ts";
import { canaryOf, historyOf } from "../../../release/marks.ts";
import type { CanaryState } from "../../../traffic/canary-state.ts";
import { formatPin, PIN_ANNOTATION } from "../../../traffic/traffic-pin.ts";
import { type Behaviour, CanaryWorld, START } from "./canary-world.ts";

const MINUTE = 60_000;

/** Both sides get so many requests a minute, and answer this share with 5xx. */
function steady(requestsPerMinute: number, errorShare: Record<string, number> = {}): Behaviour {
  return {
    sample(revision, { since, until }): RevisionSample {
      const requests = Math.round((requestsPerMinute * (until.getTime() - since.getTime())) / MINUTE);
      const errors = Math.round(requests * (errorShare[revision] ?? 0));
      const count = requests - errors;
      return { requests, errors, latency: [{ fromMilliseconds: 40, toMilliseconds: 50, count }] };
    },
  };
}

async function faultOf(work: Promise<unknown>): Promise<Fault> {
  const error = await work.then(
    () => new assert.AssertionError({ message: "the canary was not stopped" }),
    (thrown: unknown) => thrown,
  );
  if (error instanceof Fault) return error;
  throw error;
}

describe("a canary", () => {
  it("goes through its steps, each watched for an interval, and ends as the strategy has it", async () => {
    const world = new CanaryWorld(steady(1000));
    const end = await runCanary(world.run(), await world.begin());
    assert.equal(end.kind, "promoted");
    assert.deepEqual(world.shares, [1, 10, 50, 100]);
    assert.equal(world.now, START + 30 * MINUTE);
    assert.equal(world.routed(), "b=100");
    assert.equal(world.live.traffic[0]?.followsLatest, true);
    assert.equal(canaryOf(world.live), undefined);
    assert.equal(world.settled, 3);
    assert.deepEqual(
      historyOf(world.live).map(({ move, to, health, reason }) => [move, to, health, reason]),
      [
        ["canary", { b: 100 }, "good", "step 4 of 4"],
        ["canary", { b: 50, a: 50 }, "good", "step 3 of 4"],
        ["canary", { b: 10, a: 90 }, "good", "step 2 of 4"],
        ["canary", { b: 1, a: 99 }, "good", "step 1 of 4"],
        ["seen", { a: 100 }, "unverified", undefined],
      ],
    );
  });

  it("fails as soon as it is clear, without waiting for the end of its interval", async () => {
    const world = new CanaryWorld(steady(100, { b: 0.5 }));
    const end = await runCanary(world.run(), await world.begin());
    assert.equal(end.kind, "failed");
    assert.deepEqual([world.shares, world.now], [[1], START + MINUTE]);
  });

  it("fails on its validation command, which is run at the end of a step only", async () => {
    const world = new CanaryWorld({ ...steady(1000), validation: "FAIL" });
    const end = await runCanary(world.run(), await world.begin());
    assert.equal(end.kind, "failed");
    assert.equal(world.now, START + 10 * MINUTE);
  });

  it("gives numbers that do not decide further intervals, and then holds, which is noted on the service", async () => {
    const world = new CanaryWorld(steady(2));
    const end = await runCanary(world.run({ patienceIntervals: 1 }), await world.begin());
    assert.equal(end.kind, "held");
    assert.equal(world.now, START + 20 * MINUTE);
    assert.equal(canaryOf(world.live)?.held, "inconclusive");
    assert.equal(world.routed(), "b=1#canary a=99");
  });

  it("looks again at once when it is run again, and goes on where the numbers decide by then", async () => {
    const world = new CanaryWorld(steady(2));
    const settings = { patienceIntervals: 0, minimumRequests: 30, errorMarginPercent: 20 };
    await runCanary(world.run(settings), await world.begin());
    assert.equal(canaryOf(world.live)?.held, "inconclusive");
    world.now += 60 * MINUTE;
    const end = await runCanary(world.run(settings), canaryOf(world.live) as CanaryState);
    assert.equal(end.kind, "held");
    assert.deepEqual(world.shares, [1, 10]);
  });

  it("waits as long as a person says so, and goes on at a person's word", async () => {
    const world = new CanaryWorld(steady(1));
    world.answers = ["wait", "continue"];
    const end = await runCanary(world.run({ patienceIntervals: 0 }), await world.begin());
    assert.equal(end.kind, "held");
    assert.deepEqual(world.shares, [1, 10]);
    assert.deepEqual(
      end.steps.map(({ analysis }) => analysis?.verdict),
      ["INCONCLUSIVE"],
    );
  });

  it("holds at a gate however good the numbers are, and does not watch again before somebody lets it go on", async () => {
    const world = new CanaryWorld(steady(1000));
    const run = world.run({ gates: [10] });
    await runCanary(run, await world.begin({ gates: [10] }));
    const held = canaryOf(world.live) as CanaryState;
    assert.deepEqual([held.held, world.routed()], ["gate", "b=10#canary a=90"]);
    assert.equal((await runCanary(run, held)).kind, "held");
    const end = await runCanary(run, held, true);
    assert.equal(end.kind, "promoted");
    assert.deepEqual(world.shares, [1, 10, 50, 100]);
  });

  it("goes on from the service alone after a crash, and counts the time that has passed", async () => {
    const world = new CanaryWorld(steady(1000));
    await world.begin();
    world.now += 7 * MINUTE;
    const end = await runCanary(world.run(), canaryOf(world.live) as CanaryState);
    assert.equal(end.kind, "promoted");
    assert.equal(world.now, START + 30 * MINUTE);
  });
});

describe("a canary that is not alone", () => {
  it("leaves it at a rollback by somebody else, and says whose", async () => {
    const world = new CanaryWorld(steady(1000));
    const state = await world.begin();
    world.onPause = () => {
      const pin = formatPin({ revision: "a", by: "bob@desk", at: "2026-01-01T12:05:00Z", reason: "500s" });
      world.change({ annotations: { ...world.live.annotations, [PIN_ANNOTATION]: pin } });
    };
    const fault = await faultOf(runCanary(world.run(), state));
    assert.deepEqual([fault.code, fault.exitCode], ["canary-overruled", 6]);
    assert.match(fault.message, /^Somebody rolled back: bob@desk pinned all traffic to a .*: "500s"\./);
    assert.deepEqual(world.shares, [1]);
  });

  it("leaves it at a change of traffic by hand", async () => {
    const world = new CanaryWorld(steady(1000));
    const state = await world.begin();
    world.onPause = () => world.change({ traffic: [{ revision: "a", percent: 100, followsLatest: false }] });
    assert.equal((await faultOf(runCanary(world.run(), state))).code, "canary-overruled");
    assert.equal(world.routed(), "a=100");
  });

  for (const [title, readAt] of [
    ["that had read the service a step before", (world: CanaryWorld) => world.live],
    ["that knew nothing of the canary", () => undefined],
  ] as const) {
    it(`puts its step back after a deployment ${title}`, async () => {
      const world = new CanaryWorld(steady(1000));
      const state = await world.begin();
      const { annotations, traffic } = readAt(world) ?? {
        annotations: {},
        traffic: [{ revision: "a", percent: 100, followsLatest: true }],
      };
      let overwritten = false;
      world.onPause = () => {
        if (overwritten || world.shares.at(-1) !== 10) return;
        overwritten = true;
        world.change({ annotations, traffic });
      };
      const end = await runCanary(world.run(), state);
      assert.equal(end.kind, "promoted");
      assert.equal(overwritten, true);
      assert.deepEqual(world.said, [
        "a deployment that was running had overwritten the canary's step: it was put back",
      ]);
    });
  }

  /** A deployment that had read the service then ends while state is brought in line for the nth time. */
  function overwriteAtSettle(world: CanaryWorld, nth: number, readAt: () => typeof world.live): void {
    const seen: (typeof world.live)[] = [];
    world.onSettle = () => {
      seen.push(world.live);
      if (seen.length !== nth) return;
      const { annotations, traffic } = readAt();
      world.change({ annotations, traffic });
    };
  }

  it("gets its last step again where a deployment that ends only then has set it back", async () => {
    const world = new CanaryWorld(steady(1000));
    const state = await world.begin();
    let halfWay = world.live;
    world.onPause = () => {
      if (world.shares.at(-1) === 50) halfWay = world.live;
    };
    overwriteAtSettle(world, 3, () => halfWay);
    const end = await runCanary(world.run(), state);
    assert.equal(end.kind, "promoted");
    assert.deepEqual([world.routed(), canaryOf(world.live)], ["b=100", undefined]);
    assert.deepEqual(world.said, [
      "a deployment that was running had set the canary back: it goes on from there",
    ]);
  });

  it("gets the step at which it is held again where a deployment that ends only then has set it back", async () => {
    const world = new CanaryWorld(steady(1000));
    const state = await world.begin({ gates: [10] });
    const first = world.live;
    overwriteAtSettle(world, 2, () => first);
    const end = await runCanary(world.run({ gates: [10] }), state);
    assert.equal(end.kind, "held");
    assert.equal(world.routed(), "b=10#canary a=90");
    assert.equal(canaryOf(world.live)?.held, "gate");
  });

  it("goes on from where another run has got meanwhile", async () => {
    const world = new CanaryWorld(steady(1000));
    const state = await world.begin();
    const other = runCanary(world.run(), state);
    const end = await Promise.allSettled([other, runCanary(world.run(), state)]);
    assert.ok(end.some((one) => one.status === "fulfilled" && one.value.kind === "promoted"));
    assert.deepEqual(world.shares, [1, 10, 50, 100]);
  });

  it("keeps a revision that is deployed meanwhile waiting, also once it has all traffic itself", async () => {
    const world = new CanaryWorld(steady(1000));
    const state = await world.begin();
    world.deployed("c");
    const end = await runCanary(world.run(), state);
    assert.deepEqual([end.kind, end.kind === "promoted" && end.waiting], ["promoted", "c"]);
    assert.equal(world.routed(), "c=0#candidate b=100#canary");
    assert.equal(canaryOf(world.live)?.step, 3);
  });
});
