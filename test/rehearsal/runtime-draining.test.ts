import assert from "node:assert/strict";
import { once } from "node:events";
import Docker from "dockerode";
import { WebSocket } from "ws";
import type { ServiceDocument } from "../../rehearsal/contract.ts";
import { startTestCloud, type TestCloud, template } from "./runtime-cloud.ts";

const TYPE = "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION";

describe("draining", function () {
  this.timeout(120_000);
  let cloud: TestCloud;
  let first: ServiceDocument;

  before(async () => {
    cloud = await startTestCloud({ idleTimeoutSeconds: 1 });
    first = await cloud.deploy("web", template(cloud.image, { GREETING: "first" }));
    await cloud.allowAll("web");
  });
  after(() => cloud.dispose());

  const get = async (path = "/") => (await fetch(`${first.uri}${path}`)).text();
  const id = (name: string | undefined) => name?.split("/").at(-1);
  const ofRevision = async (revision: string | undefined) =>
    (await cloud.instances("web")).filter((one) => one.revision === id(revision));

  it("leaves an open WebSocket and a request with the instance they began on, past its idle time", async () => {
    await get();
    const socket = new WebSocket(`${first.uri?.replace("http", "ws")}/ws`);
    await once(socket, "open");
    const slow = get("/slow");
    const second = await cloud.deploy("web", template(cloud.image, { GREETING: "second" }));
    assert.equal(await get(), "second");
    assert.equal(await slow, "late");
    socket.send("still there");
    const [echo] = await once(socket, "message");
    assert.equal(String(echo), "still there");
    assert.equal((await ofRevision(first.latestReadyRevision)).length, 1);
    socket.terminate();
    await until(async () => (await ofRevision(first.latestReadyRevision)).length === 0);
    assert.notEqual(second.latestReadyRevision, first.latestReadyRevision);
  });

  it("moves traffic back to a revision scaled to zero without failing a request", async () => {
    let stop = false;
    const failures: string[] = [];
    const load = Array.from({ length: 4 }, async () => {
      while (!stop) {
        const response = await fetch(`${first.uri}/`);
        if (response.status !== 200) failures.push(`${response.status}: ${await response.text()}`);
        else await response.arrayBuffer();
      }
    });
    const traffic = [{ type: TYPE, revision: id(first.latestReadyRevision), percent: 100 }];
    const { template: current } = (await cloud.get(`/v2/${first.name}`)) as ServiceDocument;
    await cloud.deploy("web", current, { traffic });
    assert.equal(await get(), "first");
    stop = true;
    await Promise.all(load);
    assert.deepEqual(failures, []);
  });

  it("ends an instance that takes no notice of SIGTERM by SIGKILL, 10 seconds later", async () => {
    const stubborn = await cloud.deploy("stubborn", template(cloud.image, { IGNORE_SIGTERM: "1" }));
    const [instance] = await cloud.instances("stubborn");
    assert.ok(instance);
    const container = new Docker().getContainer(instance.id);
    const death = container.wait().then(({ StatusCode }) => ({ StatusCode, atMs: Date.now() }));
    const termMs = await logged(container, "SIGTERM");
    assert.ok(stubborn.uri);
    const { StatusCode, atMs } = await death;
    assert.equal(StatusCode, 128 + 9);
    assert.ok(atMs - termMs > 9_500, `it was killed ${(atMs - termMs) / 1000} s after SIGTERM`);
  });
});

/** When the container wrote the line, by the engine's clock. */
async function logged(container: Docker.Container, line: string): Promise<number> {
  let found: string | undefined;
  await until(async () => {
    const all = (await container.logs({ stdout: true, stderr: true, timestamps: true })).toString();
    found = all.split("\n").find((one) => one.includes(line));
    return found !== undefined;
  });
  return Date.parse(/\d{4}-\S+Z/.exec(found ?? "")?.[0] ?? "");
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 30_000;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error("not within 30 s");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
