import assert from "node:assert/strict";
import { Fault } from "../../faults/fault.ts";
import { existingService } from "../../release/change-service.ts";
import { holdPin } from "../../release/hold-pin.ts";
import { historyOf, pinOf } from "../../release/marks.ts";
import { planRollback, type RollbackRequest } from "../../release/plan-rollback.ts";
import { recordServing } from "../../release/record-serving.ts";
import { shiftTraffic } from "../../release/shift-traffic.ts";
import { type ReleaseWorld, releaseWorld, SERVICE } from "./release-world.ts";

const PIN = "netra.dev/traffic-pin";
const HISTORY = "netra.dev/serving-history";
const ADA: RollbackRequest = { by: "ada@laptop", accept: [] };
const share = (revision: string, percent: number) => ({
  type: "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION",
  revision,
  percent,
});

describe("a rollback", () => {
  let world: ReleaseWorld;

  beforeEach(async () => {
    world = await releaseWorld();
    for (const revision of ["web-a", "web-b"]) await deployGood(revision);
  });
  afterEach(() => world.close());

  /** Deploys, and notes good health as `stage up` does. */
  async function deployGood(revision: string) {
    const { [HISTORY]: history = "[]" } = world.api.store.get("services", SERVICE)
      ? (world.live().annotations ?? {})
      : {};
    await world.deploy(revision, { annotations: { [PIN]: "none", [HISTORY]: history } });
    assert.equal(await recordServing(world.tools, { revision, health: "good", by: "ada@laptop" }), true);
  }

  async function rollBack(request: RollbackRequest) {
    return shiftTraffic(world.tools, await planRollback(world.tools, request), request);
  }

  it("goes back to the revision that served well before, and pins it", async () => {
    const { pin, ofOthers } = await rollBack({ ...ADA, reason: "500s" });
    assert.equal(world.routed(), "web-b=0#candidate web-a=100");
    assert.equal(ofOthers, false);
    const { at, ...rest } = pin;
    assert.deepEqual(rest, { revision: "web-a", by: "ada@laptop", from: "web-b", reason: "500s" });
    const live = await existingService(world.tools);
    assert.deepEqual(pinOf(live), pin);
    const [entry, ...earlier] = historyOf(live);
    assert.deepEqual(entry, {
      at,
      by: "ada@laptop",
      move: "rollback",
      from: { "web-b": 100 },
      to: { "web-a": 100 },
      health: "good",
      reason: "500s",
    });
    assert.deepEqual(
      earlier.map(({ move, from, to }) => [move, from, to]),
      [
        ["deploy", { "web-a": 100 }, { "web-b": 100 }],
        ["deploy", {}, { "web-a": 100 }],
      ],
    );
  });

  it("takes one change, however it is looked at", async () => {
    const before = Number(world.live().generation);
    await rollBack(ADA);
    assert.equal(Number(world.live().generation), before + 1);
  });

  it("passes over what served badly, and what is not ready any more", async () => {
    await deployGood("web-c");
    await recordServing(world.tools, { revision: "web-c", health: "bad", by: "ada@laptop" });
    await deployGood("web-d");
    const name = `${SERVICE}/revisions/web-b`;
    world.api.store.put("revisions", name, {
      ...world.api.store.get<object>("revisions", name),
      conditions: [],
    });
    const { target } = await planRollback(world.tools, ADA);
    assert.equal(target.name, "web-a");
  });

  it("takes the share of the newest revision away, however small, and blames nobody beside it", async () => {
    const traffic = [share("web-c", 10), share("web-b", 90)];
    await world.deploy("web-c", { traffic, annotations: world.live().annotations ?? {} });
    await recordServing(world.tools, { revision: "web-c", health: "bad", by: "ada@laptop" });
    const plan = await planRollback(world.tools, ADA);
    assert.deepEqual([plan.from, plan.target.name, plan.health], ["web-c", "web-b", "good"]);
  });

  it("takes it from the newest that serves where a newer one waits without a share", async () => {
    const traffic = [share("web-a", 60), share("web-b", 40)];
    await world.deploy("web-c", { traffic, annotations: world.live().annotations ?? {} });
    const plan = await planRollback(world.tools, ADA);
    assert.deepEqual([plan.from, plan.target.name], ["web-b", "web-a"]);
  });

  it("does nothing again once it is in place: a second run finds its work done", async () => {
    const first = await rollBack(ADA);
    const plan = await planRollback(world.tools, ADA);
    assert.deepEqual([plan.inPlace, plan.earlier, plan.target.name], [true, first.pin, "web-a"]);
    const etag = world.live().etag;
    const second = await shiftTraffic(world.tools, plan, ADA);
    assert.deepEqual([second.changed, second.ofOthers, second.pin], [false, true, first.pin]);
    assert.equal(world.live().etag, etag);
  });

  it("brings an earlier one to its end when traffic is elsewhere than pinned", async () => {
    const { pin } = await rollBack(ADA);
    await world.deploy("web-b", { annotations: world.live().annotations ?? {} });
    assert.equal(world.routed(), "LATEST=100");
    const finished = await rollBack({ ...ADA, by: "bob@desk" });
    assert.equal(world.routed(), "web-b=0#candidate web-a=100");
    assert.deepEqual([finished.changed, finished.pin], [true, pin]);
    assert.equal(historyOf(await existingService(world.tools))[0]?.move, "restore");
  });

  it("starts again from fresh data when somebody changes the service in between", async () => {
    const { cloudRun } = world.tools;
    let sent = 0;
    const interfering = {
      ...cloudRun,
      change: async (...args: Parameters<typeof cloudRun.change>) => {
        if (sent++ === 0) await world.deploy("web-c", { annotations: world.live().annotations ?? {} });
        return cloudRun.change(...args);
      },
    };
    const tools = { ...world.tools, cloudRun: interfering };
    await shiftTraffic(tools, await planRollback(tools, ADA), ADA);
    assert.equal(sent, 2);
    assert.equal(world.routed(), "web-c=0#candidate web-a=100");
    assert.deepEqual(world.said, [
      "somebody else changed the service meanwhile: starting again from what is live now",
    ]);
  });

  it("tells the second of two people who go different ways, and leaves the first alone", async () => {
    await deployGood("web-c");
    const [ada, bob] = await Promise.all([
      planRollback(world.tools, ADA),
      planRollback(world.tools, { by: "bob@desk", accept: [], to: "web-a" }),
    ]);
    assert.deepEqual([ada.target.name, bob.target.name], ["web-b", "web-a"]);
    const { pin } = await shiftTraffic(world.tools, ada, { ...ADA, reason: "500s" });
    await assert.rejects(shiftTraffic(world.tools, bob, { by: "bob@desk", accept: [] }), (error) => {
      assert.ok(error instanceof Fault);
      assert.deepEqual([error.code, error.exitCode], ["rolled-back-meanwhile", 6]);
      assert.equal(
        error.message,
        `Somebody else was faster: ada@laptop pinned all traffic to web-b at ${pin.at}, away from web-c: "500s". Nothing was changed.`,
      );
      return true;
    });
    assert.equal(world.routed(), "web-c=0#candidate web-b=100");
  });

  it("lets two people who go the same way both arrive, with the pin of the first", async () => {
    const plans = await Promise.all([planRollback(world.tools, ADA), planRollback(world.tools, ADA)]);
    const [one, other] = await Promise.all([
      shiftTraffic(world.tools, plans[0], ADA),
      shiftTraffic(world.tools, plans[1], { by: "bob@desk", accept: [] }),
    ]);
    assert.deepEqual(one.pin, other.pin);
    assert.equal([one, other].filter(({ ofOthers }) => ofOthers).length, 1);
    assert.equal(
      historyOf(await existingService(world.tools)).filter(({ move }) => move === "rollback").length,
      1,
    );
  });

  it("waits until Cloud Run has finished another change", async () => {
    const gate = world.api.lifecycle.hold();
    const deploying = world.deploy("web-c", { annotations: world.live().annotations ?? {} });
    while (!world.live().reconciling) await new Promise((resolve) => setTimeout(resolve, 5));
    const rolling = rollBack(ADA);
    while (world.said.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    gate.release();
    await Promise.all([deploying, rolling]);
    assert.deepEqual(world.said, [
      "Cloud Run is working on another change of web: waiting until it has finished",
    ]);
    assert.equal(world.routed(), "web-c=0#candidate web-a=100");
  });

  describe("against a deployment that read the service before it", () => {
    it("is put back, with its entry in the history", async () => {
      const before = world.live().annotations ?? {};
      const { pin, after } = await rollBack(ADA);
      await world.deploy("web-c", { annotations: before });
      assert.equal(world.routed(), "LATEST=100");
      assert.equal(await holdPin(world.tools, pin, historyOf(after), "bob@desk"), "restored");
      assert.equal(world.routed(), "web-c=0#candidate web-a=100");
      const live = await existingService(world.tools);
      assert.deepEqual(pinOf(live), pin);
      assert.deepEqual(
        historyOf(live).map(({ move, by }) => `${move} by ${by}`),
        [
          "restore by bob@desk",
          "seen by developer@example.com",
          "rollback by ada@laptop",
          "deploy by ada@laptop",
          "deploy by ada@laptop",
        ],
      );
    });

    it("is put back when the deployment drops every annotation", async () => {
      const { pin, after } = await rollBack(ADA);
      await world.deploy("web-c");
      assert.equal(await holdPin(world.tools, pin, historyOf(after), "bob@desk"), "restored");
      assert.equal(world.routed(), "web-c=0#candidate web-a=100");
    });

    it("holds untouched when the deployment knew of it", async () => {
      const { pin, after } = await rollBack(ADA);
      const traffic = [{ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION", revision: "web-a", percent: 100 }];
      await world.deploy("web-c", { annotations: world.live().annotations ?? {}, traffic });
      const { etag } = world.live();
      assert.equal(await holdPin(world.tools, pin, historyOf(after), "bob@desk"), "holds");
      assert.equal(world.live().etag, etag);
    });
  });

  it("keeps no tag for a newest revision that is not ready: nothing can be routed to it", async () => {
    const annotations = world.live().annotations ?? {};
    await world.deploy("web-c", { annotations, failed: "exited with 1" });
    await rollBack({ ...ADA, to: "web-a" });
    assert.equal(world.routed(), "web-a=100");
  });
});
