import assert from "node:assert/strict";
import { armCanary, type CanaryRequest, disarmCanary } from "../../../release/canary/begin-canary.ts";
import { existingService, type ReleaseTools } from "../../../release/change-service.ts";
import { canaryOf, pinOf } from "../../../release/marks.ts";
import { planRollback } from "../../../release/plan-rollback.ts";
import { planPromote, promote } from "../../../release/promote.ts";
import { shiftTraffic } from "../../../release/shift-traffic.ts";
import type { TrafficSettings } from "../../../settings/traffic.ts";
import { planCanary } from "../../../traffic/plan-canary.ts";
import { type TrafficTarget, toLatest, toRevision } from "../../../traffic/traffic-target.ts";
import { type ReleaseWorld, releaseWorld } from "../release-world.ts";

const BOB = { by: "bob@desk", accept: [] };
const CASES: {
  strategy: TrafficSettings;
  newest: string;
  traffic: TrafficTarget[];
  untouched: string;
  moved: string;
}[] = [
  {
    strategy: { strategy: "latest" },
    newest: "web-a",
    traffic: [toLatest(100), toRevision("web-a", 0, "qa")],
    untouched: "LATEST=100 web-a=0#qa",
    moved: "web-a=100 web-a=0#qa",
  },
  {
    strategy: { strategy: "canary", percent: 10 },
    newest: "web-c",
    traffic: [toRevision("web-c", 10, "canary"), toRevision("web-a", 90)],
    untouched: "web-c=10#canary web-a=90",
    moved: "web-c=10#canary web-a=90",
  },
  {
    strategy: { strategy: "blue-green" },
    newest: "web-c",
    traffic: [toRevision("web-c", 0, "green"), toRevision("web-a", 100)],
    untouched: "web-c=0#green web-a=100",
    moved: "web-c=0#green web-a=100",
  },
];

describe("a canary whose deployment has failed", () => {
  let world: ReleaseWorld;

  beforeEach(async () => {
    world = await releaseWorld();
    await world.deploy("web-a");
  });
  afterEach(() => world.close());

  const arm = (traffic: TrafficSettings) => {
    const request: CanaryRequest = {
      ...{ steps: [1, 100], gates: [], by: "ada@laptop" },
      ...{ traffic, releasePin: false },
    };
    return armCanary(world.tools, request);
  };

  /** Declares the armed canary as the program does. */
  async function deploy(revision: string, failed?: string): Promise<void> {
    const live = await existingService(world.tools);
    const armed = canaryOf(live);
    assert.ok(armed);
    const traffic = planCanary(armed, revision);
    await world.deploy(revision, { annotations: live.annotations, traffic, ...(failed ? { failed } : {}) });
  }

  const isMarked = async () => canaryOf(await existingService(world.tools)) !== undefined;

  for (const { strategy, newest, traffic, untouched, moved } of CASES)
    describe(`under the strategy ${strategy.strategy}`, () => {
      beforeEach(() => world.deploy(newest, { traffic }));

      it("leaves traffic as it was where nothing was deployed", async () => {
        const { traffic: declared } = world.live();
        await disarmCanary(world.tools, await arm(strategy));
        assert.deepEqual([world.routed(), await isMarked()], [untouched, false]);
        assert.deepEqual(world.live().traffic, declared);
      });

      it("asks for what it was where its revision does not start", async () => {
        const { traffic: declared } = world.live();
        const armed = await arm(strategy);
        await deploy("web-b", "it does not listen");
        await disarmCanary(world.tools, armed);
        assert.deepEqual([world.routed(), await isMarked()], [untouched, false]);
        assert.deepEqual(world.live().traffic, declared);
      });

      it("gives back what it was where its revision serves already", async () => {
        const armed = await arm(strategy);
        await deploy("web-b");
        assert.match(world.routed(), /^web-b=1#canary /);
        await disarmCanary(world.tools, armed);
        assert.deepEqual([world.routed(), await isMarked()], [moved, false]);
      });

      it("gives back what it was where another run goes on with it", async () => {
        await arm(strategy);
        await deploy("web-b", "it does not listen");
        await disarmCanary(world.tools, await arm(strategy));
        assert.deepEqual([world.routed(), await isMarked()], [untouched, false]);
      });
    });

  /** Somebody without `stage` gives all traffic to one revision. */
  async function moveByHand(revision: string): Promise<void> {
    const { etag, annotations } = await existingService(world.tools);
    const change = { etag, annotations, traffic: [toRevision(revision, 100)] };
    await world.tools.cloudRun.change(world.tools.serviceName, change);
  }

  it("leaves alone what somebody has moved by hand, before its deployment and after", async () => {
    await world.deploy("web-c");
    await disarmAfter(() => moveByHand("web-a"));
    assert.equal(world.routed(), "web-a=100");
    await disarmAfter(async () => {
      await deploy("web-b");
      await moveByHand("web-c");
    });
    assert.equal(world.routed(), "web-c=100");
  });

  async function disarmAfter(happens: () => Promise<void>): Promise<void> {
    const armed = await arm({ strategy: "latest" });
    await happens();
    await disarmCanary(world.tools, armed);
    assert.equal(await isMarked(), false);
  }

  it("leaves a rollback and a promotion alone that came meanwhile", async () => {
    await world.deploy("web-c");
    await disarmAfter(async () => {
      await shiftTraffic(world.tools, await planRollback(world.tools, { ...BOB, to: "web-a" }), BOB);
    });
    assert.equal(pinOf(await existingService(world.tools))?.revision, "web-a");
    assert.match(world.routed(), /web-a=100/);
    const request = { by: "bob@desk", traffic: { strategy: "latest" as const } };
    await promote(world.tools, await planPromote(world.tools, request), request);
    await disarmAfter(async () => {
      await deploy("web-b");
      await promote(world.tools, await planPromote(world.tools, request), request);
    });
    assert.equal(world.routed(), "LATEST=100");
  });

  it("decides anew from what is live where somebody was faster", async () => {
    await world.deploy("web-c");
    const armed = await arm({ strategy: "latest" });
    await deploy("web-b");
    let looks = 0;
    const service = async (name: string) => {
      const found = await world.tools.cloudRun.service(name);
      looks += 1;
      if (looks === 1) await moveByHand("web-a");
      return found;
    };
    const tools: ReleaseTools = { ...world.tools, cloudRun: { ...world.tools.cloudRun, service } };
    await disarmCanary(tools, armed);
    assert.deepEqual([world.routed(), await isMarked()], ["web-a=100", false]);
    assert.deepEqual(world.said, [
      "somebody else changed the service meanwhile: starting again from what is live now",
    ]);
  });
});
