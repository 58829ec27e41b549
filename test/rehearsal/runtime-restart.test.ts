import assert from "node:assert/strict";
import Docker from "dockerode";
import type { ServiceDocument } from "../../rehearsal/contract.ts";
import { isRunning, processIdentity } from "../../rehearsal/databases/process-identity.ts";
import { findLocalCloud, startLocalCloud } from "../../rehearsal/index.ts";
import { PARENT, PROJECT, SQL_INSTANCE, startTestCloud, type TestCloud, template } from "./runtime-cloud.ts";

const PASSWORD = { secret: "database-password", version: "1" };

describe("a local cloud whose daemon is killed", function () {
  this.timeout(120_000);
  let cloud: TestCloud;
  let before_: ServiceDocument;

  before(async () => {
    const databases = [{ name: "netra", owner: "netra", passwordSecret: PASSWORD }];
    cloud = await startTestCloud({
      idleTimeoutSeconds: 600,
      landscape: {
        ...{ project: PROJECT, region: "us-central1", secrets: [PASSWORD], redis: true },
        sqlInstances: [{ connectionName: SQL_INSTANCE, databases }],
      },
    });
    before_ = await cloud.deploy("web", template(cloud.image, { GREETING: "still here" }));
    await cloud.allowAll("web");
    const identity = processIdentity(cloud.endpoint.pid);
    assert.ok(identity);
    process.kill(cloud.endpoint.pid, "SIGKILL");
    while (isRunning({ pid: cloud.endpoint.pid, identity }))
      await new Promise((resolve) => setTimeout(resolve, 10));
  });
  after(() => cloud.dispose());

  it("is not found any more", async () => {
    assert.equal(await findLocalCloud(cloud.options.projectDir), undefined);
  });

  it("comes back once, at the same addresses, when two commands start it at the same time", async () => {
    const [first, second] = await Promise.all([
      startLocalCloud(cloud.options),
      startLocalCloud(cloud.options),
    ]);
    assert.deepEqual(first, second);
    const { apiUrl, registry, redis, accessToken, rehearsalId } = first;
    const { pid: _pid, startedAt: _startedAt, ...former } = cloud.endpoint;
    assert.deepEqual({ apiUrl, registry, redis, accessToken, rehearsalId }, former);
  });

  it("has removed the containers that it had left, but for Redis' forwarder, which is new", async () => {
    const label = [`dev.stage.rehearsal=${cloud.endpoint.rehearsalId}`];
    const containers = await new Docker().listContainers({ all: true, filters: { label } });
    assert.deepEqual(
      containers.map(({ Names: names }) => names[0]),
      [`/stage-rehearsal-${cloud.endpoint.rehearsalId}-redis`],
    );
  });

  it("has the same service, and serves it from zero at the same address", async () => {
    const now = (await cloud.get(`/v2/${PARENT}/services/web`)) as ServiceDocument;
    assert.deepEqual(now, before_);
    assert.equal(await (await fetch(now.uri ?? "")).text(), "still here");
  });

  it("is found within 50 ms when it runs already", async () => {
    const tookMs: number[] = [];
    while (tookMs.length < 6) {
      const startedAt = performance.now();
      await startLocalCloud(cloud.options);
      tookMs.push(performance.now() - startedAt);
    }
    // The machine may be busy in between.
    assert.ok(Math.min(...tookMs) < 50, `${tookMs.map(Math.round)} ms`);
  });

  it("is replaced when it is asked for with another configuration", async () => {
    const running = await findLocalCloud(cloud.options.projectDir);
    const changed = await startLocalCloud({ ...cloud.options, idleTimeoutSeconds: 601 });
    assert.notEqual(changed.pid, running?.pid);
    assert.equal(changed.apiUrl, running?.apiUrl);
    assert.equal(await (await fetch(before_.uri ?? "")).text(), "still here");
  });
});
