import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import Docker from "dockerode";
import { WebSocket } from "ws";
import type { ServiceDocument } from "../../rehearsal/contract.ts";
import { PARENT, startTestCloud, type TestCloud, template } from "./runtime-cloud.ts";

describe("a deployed service", function () {
  this.timeout(120_000);
  let cloud: TestCloud;
  let service: ServiceDocument;

  before(async () => {
    cloud = await startTestCloud();
    service = await cloud.deploy("web", template(cloud.image, { GREETING: "first" }));
    await cloud.allowAll("web");
  });
  after(() => cloud.dispose());

  const get = (path: string, init?: RequestInit) => fetch(`${service.uri}${path}`, init);

  it("is ready, on its first revision, with all traffic", () => {
    assert.equal(service.terminalCondition?.state, "CONDITION_SUCCEEDED", service.terminalCondition?.message);
    assert.match(service.latestReadyRevision ?? "", /\/services\/web\/revisions\/web-00001-[a-z0-9]{3}$/);
    assert.deepEqual(service.trafficStatuses, [
      { type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent: 100 },
    ]);
  });

  it("answers at its address, on 127.0.0.1", async () => {
    assert.equal(new URL(service.uri ?? "").hostname, "127.0.0.1");
    const response = await get("/");
    assert.deepEqual([response.status, await response.text()], [200, "first"]);
  });

  it("is told what Cloud Run tells a container", async () => {
    const env = (await (await get("/env")).json()) as Record<string, string>;
    const { PORT, K_SERVICE, K_REVISION, K_CONFIGURATION } = env;
    const revision = service.latestReadyRevision?.split("/").at(-1);
    assert.deepEqual(
      { PORT, K_SERVICE, K_REVISION, K_CONFIGURATION },
      {
        PORT: "8000",
        K_SERVICE: "web",
        K_REVISION: revision,
        K_CONFIGURATION: "web",
      },
    );
  });

  it("sees who called, and which trace", async () => {
    const headers = (await (await get("/headers")).json()) as Record<string, string>;
    assert.equal(headers["x-forwarded-for"], "127.0.0.1");
    assert.equal(headers["x-forwarded-proto"], "http");
    assert.equal(headers.forwarded, 'for="127.0.0.1";proto=http');
    assert.match(headers["x-cloud-trace-context"] ?? "", /^[0-9a-f]{32}\/\d+;o=0$/);
    assert.equal(headers.host, new URL(service.uri ?? "").host);
  });

  it("runs with the declared limits, by its cgroup, and not as root", async () => {
    const docker = new Docker();
    const [container] = await docker.listContainers({ filters: { label: ["dev.stage.service=web"] } });
    assert.ok(container);
    const { State: state, HostConfig: host } = await docker.getContainer(container.Id).inspect();
    assert.equal(cgroupValue(state.Pid, "memory", "memory.limit_in_bytes", "memory.max"), 512 * 1024 ** 2);
    assert.equal(cgroupValue(state.Pid, "cpu", "cpu.cfs_quota_us", "cpu.max"), 100_000);
    assert.deepEqual([host.Memory, host.MemorySwap, host.NanoCpus], [512 * 1024 ** 2, 512 * 1024 ** 2, 1e9]);
    assert.equal(await (await get("/uid")).text(), "1000");
    assert.match(container.Image, /@sha256:[0-9a-f]{64}$/);
  });

  it("streams an answer as it is written", async () => {
    const { body } = await get("/stream");
    const chunks: string[] = [];
    for await (const chunk of body ?? []) {
      chunks.push(Buffer.from(chunk).toString());
      // The second part is written only now that the first has come.
      if (chunks.length === 1) await get("/continue");
    }
    assert.deepEqual(chunks, ["data: first\n\n", "data: second\n\n"]);
  });

  it("takes a large body", async () => {
    const response = await get("/upload", { method: "POST", body: Buffer.alloc(20 * 1024 ** 2) });
    assert.equal(await response.text(), String(20 * 1024 ** 2));
  });

  it("speaks WebSocket", async () => {
    const socket = new WebSocket(`${service.uri?.replace("http", "ws")}/ws`);
    const echoed = await new Promise((resolve, reject) => {
      socket.once("open", () => socket.send("over there"));
      socket.once("message", (data) => resolve(String(data)));
      socket.once("error", reject);
    });
    socket.close();
    assert.equal(echoed, "over there");
  });

  it("passes on its refusal of a WebSocket", async () => {
    const socket = new WebSocket(`${service.uri?.replace("http", "ws")}/closed`);
    const status = await new Promise((resolve, reject) => {
      socket.once("unexpected-response", (_request, response) => resolve(response.statusCode));
      socket.once("open", () => reject(new Error("it opened")));
    });
    assert.equal(status, 401);
  });

  it("is cut off with 504 when its request timeout is over", async () => {
    const hasty = await cloud.deploy("hasty", { ...template(cloud.image), timeout: "2s" });
    await cloud.allowAll("hasty");
    const response = await fetch(`${hasty.uri}/slow`);
    assert.deepEqual([response.status, await response.text()], [504, "upstream request timeout"]);
  });

  it("answers 503 for a request during which its instance ends, and serves the next one from a new instance", async () => {
    const broken = await get("/exit");
    assert.equal(broken.status, 503);
    assert.match(await broken.text(), /^upstream connect error or disconnect\/reset before headers/);
    assert.equal(await (await get("/")).text(), "first");
  });

  it("answers a lot of requests at once, each with what it asked for", async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, async () => (await get("/")).text()));
    assert.deepEqual(new Set(answers), new Set(["first"]));
  });

  it("is forbidden where not everybody may invoke it", async () => {
    const closed = await cloud.deploy("closed", template(cloud.image));
    const response = await fetch(`${closed.uri}/path`);
    assert.equal(response.status, 403);
    assert.equal(
      await response.text(),
      "Error: Forbidden. Your client does not have permission to get URL /path from this server.",
    );
    const { accessToken } = cloud.endpoint;
    const invoked = await fetch(`${closed.uri}/`, { headers: { authorization: `Bearer ${accessToken}` } });
    assert.equal(invoked.status, 200);
  });

  it("goes on serving the old revision until the new one is ready, then the new one; going back is no new revision", async () => {
    const before = service.latestReadyRevision;
    const changed = await cloud.deploy("web", {
      ...template(cloud.image, { GREETING: "second" }),
      timeout: "2s",
    });
    assert.match(changed.latestReadyRevision ?? "", /web-00002-/);
    assert.equal(await (await get("/")).text(), "second");
    const { revisions } = (await cloud.get(`/v2/${PARENT}/services/web/revisions`)) as {
      revisions: object[];
    };
    assert.equal(revisions.length, 2);
    const old = before?.split("/").at(-1);
    const type = "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION";
    const traffic = [{ type, revision: old, percent: 100, tag: "stable" }];
    const back = await cloud.deploy("web", changed.template, { traffic });
    assert.equal(await (await get("/")).text(), "first");
    const tagged = back.trafficStatuses?.[0];
    assert.equal(tagged?.revision, old);
    assert.equal(await (await fetch(`${tagged?.uri}/`)).text(), "first");
  });
});

/** The value of cgroup v1 or v2; of v2's `cpu.max` the quota, which goes with a period of 100 ms. */
function cgroupValue(pid: number, controller: string, v1: string, v2: string): number {
  const lines = readFileSync(`/proc/${pid}/cgroup`, "utf8").trim().split("\n");
  const path = (name: string) =>
    lines.find((line) => line.split(":")[1]?.split(",").includes(name))?.split(":")[2];
  const old = `/sys/fs/cgroup/${controller}${path(controller)}/${v1}`;
  const file = existsSync(old) ? old : `/sys/fs/cgroup${path("")}/${v2}`;
  return Number.parseInt(readFileSync(file, "utf8"), 10);
}
