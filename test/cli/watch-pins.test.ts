import assert from "node:assert/strict";
import { EventEmitter, on, once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { watchPins } from "../../cli/deploy/watch-pins.ts";
import { planRollback } from "../../release/plan-rollback.ts";
import { planPromote, promote } from "../../release/promote.ts";
import { recordServing } from "../../release/record-serving.ts";
import { shiftTraffic } from "../../release/shift-traffic.ts";
import { ACCESS_TOKEN, PROJECT } from "../rehearsal-api/running-api.ts";
import { type ReleaseWorld, releaseWorld } from "../release/release-world.ts";
import { backendWith, stagingWith } from "../settings/staging-settings.ts";

const ADA = { by: "ada@laptop", accept: [] };

describe("a deployment and the rollbacks that come meanwhile", () => {
  let world: ReleaseWorld;
  let reads = 0;
  beforeEach(async () => {
    world = await releaseWorld();
    for (const revision of ["web-a", "web-b"]) {
      await world.deploy(revision, { annotations: world.live()?.annotations ?? {} });
      await recordServing(world.tools, { revision, health: "good", by: "ada@laptop" });
    }
    const { store } = world.api;
    const get = store.get.bind(store);
    store.get = (...args) => {
      if (args[0] === "services") reads++;
      return get(...args);
    };
  });
  afterEach(() => world.close());

  function watch(apiUrl = world.api.url) {
    const access = { project: PROJECT, region: "us-central1", apiUrl, accessToken: ACCESS_TOKEN };
    const target = { kind: "rehearsal" as const, settings: stagingWith({}), access, standInBases: new Map() };
    const output = { json: false, result: () => undefined, note: () => undefined };
    const { signal } = new AbortController();
    const interrupt = { signal, onFurther: () => () => undefined, release: () => undefined };
    const context = { output, interrupt, options: {}, project: { dir: "" } } as unknown as Parameters<
      typeof watchPins
    >[2];
    return watchPins(target, [{ key: "backend", service: backendWith({ name: "web" }) }], context);
  }

  /** Until the watch has looked at least once after this. */
  async function lookedAgain() {
    const before = reads;
    while (reads < before + 2) await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const rollBack = async () => shiftTraffic(world.tools, await planRollback(world.tools, ADA), ADA);

  it("puts a rollback back that the deployment overwrote, and names the service", async () => {
    const before = world.live().annotations ?? {};
    const pins = watch();
    const { pin } = await rollBack();
    await lookedAgain();
    await world.deploy("web-c", { annotations: before });
    assert.equal(world.routed(), "LATEST=100");
    assert.deepEqual(await pins.settle(), [{ key: "backend", pin }]);
    assert.equal(world.routed(), "web-c=0#candidate web-a=100");
  });

  it("leaves alone what nobody pinned, and what a person released meanwhile", async () => {
    await rollBack();
    const pins = watch();
    await lookedAgain();
    const request = { by: "bob@desk", traffic: { strategy: "latest" as const } };
    await promote(world.tools, await planPromote(world.tools, request), request);
    assert.deepEqual(await pins.settle(), []);
    assert.equal(world.routed(), "LATEST=100");
    assert.deepEqual(await watch().settle(), []);
  });

  for (const { answers, status, body } of [
    { answers: "refuses", status: 403, body: "{}" },
    { answers: "is hidden behind a proxy's page", status: 200, body: "<html>" },
  ]) {
    it(`goes on looking, and not faster than otherwise, where the API ${answers}`, async () => {
      const askedMs: number[] = [];
      const asked = new EventEmitter();
      const server = createServer((_, response) => {
        askedMs.push(performance.now());
        response.writeHead(status).end(body);
        asked.emit("look");
      });
      await once(server.listen(0, "127.0.0.1"), "listening");
      const looks = on(asked, "look");
      const pins = watch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
      for (let look = 0; look < 3; look += 1) await looks.next();
      assert.deepEqual(await pins.settle(), []);
      const [first = 0, second = 0, third = 0] = askedMs;
      assert.ok(second - first > 450 && third - second > 450, `${askedMs}`);
      server.close();
    });
  }
});
