import assert from "node:assert/strict";
import { existingService } from "../../release/change-service.ts";
import { holdPin } from "../../release/hold-pin.ts";
import { historyOf, pinOf } from "../../release/marks.ts";
import { planRollback } from "../../release/plan-rollback.ts";
import { isUndone, type PromoteRequest, planPromote, promote } from "../../release/promote.ts";
import { recordServing } from "../../release/record-serving.ts";
import { shiftTraffic } from "../../release/shift-traffic.ts";
import type { TrafficSettings } from "../../settings/traffic.ts";
import { planTraffic } from "../../traffic/plan-traffic.ts";
import { type ReleaseWorld, releaseWorld } from "./release-world.ts";

const ADA = { by: "ada@laptop", accept: [] };

describe("a promotion", () => {
  let world: ReleaseWorld;

  beforeEach(async () => {
    world = await releaseWorld();
    for (const revision of ["web-a", "web-b"]) {
      await world.deploy(revision, { annotations: world.live()?.annotations ?? {} });
      await recordServing(world.tools, { revision, health: "good", by: "ada@laptop" });
    }
  });
  afterEach(() => world.close());

  const rollBack = async () => shiftTraffic(world.tools, await planRollback(world.tools, ADA), ADA);

  async function promoteUnder(traffic: TrafficSettings, more: Partial<PromoteRequest> = {}) {
    const request = { by: "bob@desk", traffic, ...more };
    return promote(world.tools, await planPromote(world.tools, request), request);
  }

  it("undoes a rollback: the pin is gone, the newest revision serves, the history knows who", async () => {
    const { pin, after } = await rollBack();
    await promoteUnder({ strategy: "latest" }, { reason: "fixed" });
    assert.equal(world.routed(), "LATEST=100");
    const live = await existingService(world.tools);
    assert.equal(pinOf(live), undefined);
    const [entry] = historyOf(live);
    assert.deepEqual(
      [entry?.move, entry?.by, entry?.from, entry?.to, entry?.reason, entry?.health],
      ["promote", "bob@desk", { "web-a": 100 }, { "web-b": 100 }, "fixed", "good"],
    );
    assert.equal(await holdPin(world.tools, pin, historyOf(after), "ada@laptop"), "released");
    assert.equal(world.routed(), "LATEST=100");
  });

  it("knows when a deployment that read the service before it has undone it, and can be made again", async () => {
    await rollBack();
    const before = world.live().annotations ?? {};
    const request = { by: "bob@desk", traffic: { strategy: "latest" as const } };
    const plan = await planPromote(world.tools, request);
    const promotion = await promote(world.tools, plan, request);
    assert.equal(await isUndone(world.tools, plan, promotion), false);
    const pinnedTraffic = {
      type: "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION",
      revision: "web-a",
      percent: 100,
    };
    await world.deploy("web-c", { annotations: before, traffic: [pinnedTraffic] });
    assert.equal(await isUndone(world.tools, plan, promotion), true);
    const again = await promote(world.tools, await planPromote(world.tools, request), request);
    assert.equal(world.routed(), "LATEST=100");
    assert.equal(await isUndone(world.tools, plan, again), false);
  });

  it("does not take somebody's rollback since then for such a deployment", async () => {
    await rollBack();
    const request = { by: "bob@desk", traffic: { strategy: "latest" as const } };
    const plan = await planPromote(world.tools, request);
    const promotion = await promote(world.tools, plan, request);
    await rollBack();
    assert.equal(await isUndone(world.tools, plan, promotion), false);
  });

  for (const [traffic, routed] of [
    [{ strategy: "canary", percent: 10 }, "web-b=100"],
    [{ strategy: "blue-green" }, "web-b=100"],
    [{ strategy: "split", revisions: { "web-a": 40, "web-b": 60 } }, "web-b=60 web-a=40"],
  ] satisfies [TrafficSettings, string][]) {
    it(`leads under ${traffic.strategy} to what the next deployment plans too`, async () => {
      await rollBack();
      await promoteUnder(traffic);
      assert.equal(world.routed(), routed);
      const { trafficStatuses = [], traffic: declared } = world.live();
      const live = { latestReadyRevision: "web-b", trafficStatuses };
      assert.deepEqual(planTraffic(traffic, { candidate: "web-b", live }), declared);
    });
  }

  it("of an older revision under canary leaves the newest its share", async () => {
    await promoteUnder({ strategy: "canary", percent: 10 }, { to: "web-a" });
    assert.equal(world.routed(), "web-b=10#canary web-a=90");
  });

  it("of an older revision is refused under latest, which would undo it", async () => {
    await assert.rejects(promoteUnder({ strategy: "latest" }, { to: "web-a" }), {
      code: "strategy-decides",
      exitCode: 2,
      next: "stage rollback --to web-a keeps it there; or change services.<key>.traffic in the settings",
    });
  });

  it("of a revision that is not ready is refused with its reason", async () => {
    await world.deploy("web-c", { annotations: world.live().annotations ?? {}, failed: "exited with 1" });
    await assert.rejects(promoteUnder({ strategy: "blue-green" }), {
      code: "revision-not-ready",
      exitCode: 6,
      evidence: ["exited with 1"],
    });
  });

  it("stops where somebody rolled back to another revision meanwhile", async () => {
    await rollBack();
    const request = { by: "bob@desk", traffic: { strategy: "latest" } } satisfies PromoteRequest;
    const plan = await planPromote(world.tools, request);
    const to = { by: "eve@phone", accept: [], to: "web-b" };
    await shiftTraffic(world.tools, await planRollback(world.tools, to), to);
    await assert.rejects(promote(world.tools, plan, request), { code: "rolled-back-meanwhile" });
  });

  it("releases a pin that cannot be read", async () => {
    await world.deploy("web-c", { annotations: { "netra.dev/traffic-pin": "garbled" } });
    await promoteUnder({ strategy: "latest" });
    assert.equal(world.live().annotations?.["netra.dev/traffic-pin"], "none");
  });
});

describe("a verdict about what serves", () => {
  let world: ReleaseWorld;
  before(async () => {
    world = await releaseWorld();
    await world.deploy("web-a");
  });
  after(() => world.close());

  const note = (revision: string, health: "good" | "bad" | "unverified") =>
    recordServing(world.tools, { revision, health, by: "ada@laptop" });
  const healths = async () => historyOf(await existingService(world.tools)).map(({ health }) => health);

  it("is noted once, replaced by another, and not taken back when nobody looked", async () => {
    assert.equal(await note("web-a", "good"), true);
    assert.equal(await note("web-a", "good"), false);
    assert.equal(await note("web-a", "unverified"), false);
    assert.deepEqual(await healths(), ["good"]);
    assert.equal(await note("web-a", "bad"), true);
    assert.deepEqual(await healths(), ["bad"]);
  });

  it("is not noted of a revision without traffic", async () => {
    assert.equal(await note("web-z", "good"), false);
  });

  it("makes no new generation: nothing is deployed by it", async () => {
    const { generation } = world.live();
    await note("web-a", "good");
    assert.equal(world.live().generation, generation);
  });
});
