import assert from "node:assert/strict";
import { Fault } from "../../../faults/fault.ts";
import {
  armCanary,
  bindCanary,
  type CanaryRequest,
  disarmCanary,
} from "../../../release/canary/begin-canary.ts";
import { finishCanary } from "../../../release/canary/finish-canary.ts";
import { moveCanary } from "../../../release/canary/move-canary.ts";
import { existingService } from "../../../release/change-service.ts";
import { canaryOf, historyOf, pinOf } from "../../../release/marks.ts";
import { planRollback } from "../../../release/plan-rollback.ts";
import { planPromote, promote } from "../../../release/promote.ts";
import { recordServing } from "../../../release/record-serving.ts";
import { shiftTraffic } from "../../../release/shift-traffic.ts";
import type { CanaryState } from "../../../traffic/canary-state.ts";
import { nextStep } from "../../../traffic/canary-steps.ts";
import { planTraffic } from "../../../traffic/plan-traffic.ts";
import { type ReleaseWorld, releaseWorld } from "../release-world.ts";

const LATEST = { strategy: "latest" } as const;
const REQUEST: CanaryRequest = {
  steps: [1, 10, 100],
  gates: [],
  by: "ada@laptop",
  traffic: LATEST,
  releasePin: false,
};
const BOB = { by: "bob@desk", accept: [] };

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof Fault) return error.code;
  throw error ?? new assert.AssertionError({ message: "it was not refused" });
}

describe("a canary against Google's API", () => {
  let world: ReleaseWorld;

  beforeEach(async () => {
    world = await releaseWorld();
    await world.deploy("web-a");
    await recordServing(world.tools, { revision: "web-a", health: "good", by: "ada@laptop" });
  });
  afterEach(() => world.close());

  it("is refused where nothing serves yet, with the service as it was", async () => {
    const empty = await releaseWorld();
    await empty.deploy("web-a", { failed: "the image is not there" });
    const before = empty.live().annotations;
    assert.equal(await codeOf(armCanary(empty.tools, REQUEST)), "canary-nothing-serves");
    assert.deepEqual(empty.live().annotations, before);
    await empty.close();
  });

  /** Deploys as the program does: with the annotations and the traffic that the live service asks for. */
  async function deploy(revision: string): Promise<void> {
    const live = await existingService(world.tools);
    const canary = canaryOf(live);
    const pin = pinOf(live);
    const traffic = planTraffic(LATEST, { candidate: revision, canary, pin });
    await world.deploy(revision, { annotations: live.annotations, traffic });
  }

  async function begun(): Promise<CanaryState> {
    const armed = await armCanary(world.tools, REQUEST);
    await deploy("web-b");
    const state = await bindCanary(world.tools, armed, REQUEST);
    assert.ok(state);
    return state;
  }

  const canary = async () => canaryOf(await existingService(world.tools));

  it("begins with a mark that moves nothing, by which the next deployment gets the first step", async () => {
    const armed = await armCanary(world.tools, REQUEST);
    assert.equal(world.routed(), "LATEST=100");
    assert.deepEqual(armed.stable, { "web-a": 100 });
    await deploy("web-b");
    assert.equal(world.routed(), "web-b=1#canary web-a=99");
    const state = await bindCanary(world.tools, armed, REQUEST);
    assert.deepEqual([state?.revision, state?.step], ["web-b", 0]);
    assert.equal(world.routed(), "web-b=1#canary web-a=99");
    assert.deepEqual(historyOf(await existingService(world.tools))[0]?.to, { "web-b": 1, "web-a": 99 });
  });

  it("puts the first step right where a deployment had dropped the mark", async () => {
    const armed = await armCanary(world.tools, REQUEST);
    await world.deploy("web-b");
    assert.equal(world.routed(), "LATEST=100");
    await bindCanary(world.tools, armed, REQUEST);
    assert.equal(world.routed(), "web-b=1#canary web-a=99");
  });

  it("is taken up by a second run, not begun again", async () => {
    const state = await begun();
    assert.deepEqual(await armCanary(world.tools, { ...REQUEST, by: "bob@desk", steps: [50, 100] }), state);
  });

  it("takes its mark off where nothing new was deployed, and where the deployment failed", async () => {
    const armed = await armCanary(world.tools, REQUEST);
    await deploy("web-a");
    assert.equal(await bindCanary(world.tools, armed, REQUEST), undefined);
    assert.deepEqual([await canary(), world.routed()], [undefined, "LATEST=100"]);
    await disarmCanary(world.tools, await armCanary(world.tools, REQUEST));
    assert.deepEqual([await canary(), world.routed()], [undefined, "LATEST=100"]);
  });

  it("keeps its step through the deployment of another revision, and ends as the strategy has it", async () => {
    const first = await begun();
    const second = nextStep(first, new Date().toISOString()) as CanaryState;
    await moveCanary(world.tools, { from: first, to: second, by: "ada@laptop", health: "good" });
    await deploy("web-c");
    assert.equal(world.routed(), "web-c=0#candidate web-b=10#canary web-a=90");
    await deploy("web-b");
    const last = nextStep(second, new Date().toISOString()) as CanaryState;
    const move = { from: second, to: last, by: "ada@laptop", health: "good" as const };
    assert.deepEqual(await finishCanary(world.tools, move, LATEST), { waiting: undefined });
    assert.deepEqual([await canary(), world.routed()], [undefined, "LATEST=100"]);
  });

  it("ends with a rollback, whose target is what served before, whatever the history says of others", async () => {
    const state = await begun();
    await recordServing(world.tools, { revision: "web-b", health: "good", by: "ada@laptop" });
    const plan = await planRollback(world.tools, BOB);
    assert.deepEqual([plan.from, plan.target.name], ["web-b", "web-a"]);
    await shiftTraffic(world.tools, plan, BOB);
    assert.deepEqual([await canary(), world.routed()], [undefined, "web-b=0#candidate web-a=100"]);
    const to = nextStep(state, new Date().toISOString()) as CanaryState;
    assert.equal(
      await codeOf(moveCanary(world.tools, { from: state, to, by: "ada@laptop" })),
      "canary-overruled",
    );
    assert.equal(world.routed(), "web-b=0#candidate web-a=100");
  });

  it("ends with a promotion, which gives it everything", async () => {
    const state = await begun();
    const request = { by: "bob@desk", traffic: LATEST };
    await promote(world.tools, await planPromote(world.tools, request), request);
    assert.deepEqual([await canary(), world.routed()], [undefined, "LATEST=100"]);
    const to = nextStep(state, new Date().toISOString()) as CanaryState;
    assert.equal(
      await codeOf(moveCanary(world.tools, { from: state, to, by: "ada@laptop" })),
      "canary-overruled",
    );
  });

  it("is refused while a rollback pins the traffic, unless its pin is given up", async () => {
    await deploy("web-b");
    await shiftTraffic(world.tools, await planRollback(world.tools, BOB), BOB);
    assert.equal(await codeOf(armCanary(world.tools, REQUEST)), "canary-pinned");
    const armed = await armCanary(world.tools, { ...REQUEST, releasePin: true });
    assert.deepEqual(armed.stable, { "web-a": 100 });
    await deploy("web-c");
    assert.equal(world.routed(), "web-c=1#canary web-a=99");
  });

  it("is refused under the strategy split", async () => {
    const traffic = { strategy: "split", revisions: { "web-a": 100 } } as const;
    assert.equal(await codeOf(armCanary(world.tools, { ...REQUEST, traffic })), "strategy-decides");
  });
});
