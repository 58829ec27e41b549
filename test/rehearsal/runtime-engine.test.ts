import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ServiceDocument } from "../../rehearsal/contract.ts";
import { ensureToolchain } from "../../toolchain/index.ts";
import { startTestCloud, type TestCloud, template } from "./runtime-cloud.ts";

describe("a local cloud whose engine goes away", function () {
  this.timeout(120_000);
  const directory = mkdtempSync(join(tmpdir(), "stage-engine-"));
  const socketPath = join(directory, "docker.sock");
  const connections = new Set<Socket>();
  let engineSocket: string;
  let way: Server;
  let cloud: TestCloud;
  let service: ServiceDocument;

  before(async () => {
    const { docker } = await ensureToolchain({ projectDir: join(import.meta.dirname, "../..") });
    engineSocket = docker.host.replace("unix://", "");
    await open();
    cloud = await startTestCloud({ dockerHost: `unix://${socketPath}` });
    service = await cloud.deploy("web", template(cloud.image, { GREETING: "first" }));
    await cloud.allowAll("web");
  });
  after(async () => {
    await cloud.dispose();
    close();
    rmSync(directory, { recursive: true });
  });

  /** The engine as the local cloud sees it; closing the way to it is as good as stopping it, for this cloud alone. */
  async function open(): Promise<void> {
    way = createServer((client) => {
      const engine = connect(engineSocket);
      for (const socket of [client, engine]) {
        connections.add(socket);
        socket.on("error", () => socket.destroy()).on("close", () => connections.delete(socket));
      }
      client.pipe(engine).pipe(client);
    });
    await new Promise<void>((resolve) => way.listen(socketPath, resolve));
  }
  function close(): void {
    way.close();
    for (const socket of connections) socket.destroy();
  }

  it("says so when a revision is deployed, and leaves the traffic alone", async () => {
    close();
    const failed = await cloud.deploy("web", template(cloud.image, { GREETING: "second" }));
    assert.match(
      failed.terminalCondition?.message ?? "",
      /^Revision 'web-00002-\w{3}' is not ready and cannot serve traffic\. The Docker engine cannot be reached: /,
    );
    assert.match(failed.terminalCondition?.message ?? "", /next: start the Docker engine/);
    assert.equal(failed.latestReadyRevision, service.latestReadyRevision);
    assert.deepEqual(failed.trafficStatuses, service.trafficStatuses);
    assert.equal((await fetch(service.uri ?? "")).status, 503);
  });

  it("goes on from there once the engine is back: the same revision, and no container left over", async () => {
    await open();
    assert.equal(await (await fetch(service.uri ?? "")).text(), "first");
    const deployed = await cloud.deploy("web", template(cloud.image, { GREETING: "second" }));
    assert.match(deployed.latestReadyRevision ?? "", /web-00002-/);
    assert.equal(await (await fetch(service.uri ?? "")).text(), "second");
    const revisions = (await cloud.instances("web")).map(({ revision }) => revision?.slice(0, 9));
    assert.deepEqual(revisions.sort(), ["web-00001", "web-00002"]);
  });
});
