import assert from "node:assert/strict";
import { RevisionPool } from "../../rehearsal/revisions/revision-pool.ts";
import { FakeInstances, until } from "./fake-instances.ts";

describe("the instances of a revision", () => {
  let instances: FakeInstances;
  let pool: RevisionPool;

  function createPool(
    changes: { concurrency?: number; maxInstances?: number; idleTimeoutSeconds?: number } = {},
  ) {
    pool = new RevisionPool({
      revision: "r",
      ...{
        timeoutSeconds: 1,
        concurrency: 2,
        maxInstances: 2,
        idleTimeoutSeconds: 60,
        start: instances.start,
      },
      ...changes,
    });
    return pool;
  }

  beforeEach(() => {
    instances = new FakeInstances();
  });
  afterEach(() => pool.close());

  it("start with the first request, which waits", async () => {
    const lease = await createPool().acquire();
    assert.equal(lease.upstream.instanceId, "i1");
    assert.equal(instances.running, 1);
  });

  it("take as many requests at once as the concurrency says, then another starts", async () => {
    createPool();
    const leases = await Promise.all([pool.acquire(), pool.acquire(), pool.acquire()]);
    assert.deepEqual(leases.map(({ upstream }) => upstream.instanceId).sort(), ["i1", "i1", "i2"]);
  });

  it("are given up only where one has no request", async () => {
    const lease = await createPool().acquire();
    assert.equal(pool.takeIdle(), undefined);
    lease.release();
    const instance = pool.takeIdle();
    assert.equal(instance?.upstream.instanceId, "i1");
    assert.equal(pool.instanceCount, 0);
    await instance?.stop();
    assert.equal((await pool.acquire()).upstream.instanceId, "i2");
  });

  it("let a request wait at the maximum until another has ended", async () => {
    createPool({ concurrency: 1, maxInstances: 1 });
    const first = await pool.acquire();
    const second = pool.acquire();
    first.release();
    assert.equal((await second).upstream.instanceId, "i1");
    assert.equal(instances.started.length, 1);
  });

  it("give a lease back once only", async () => {
    createPool({ concurrency: 1, maxInstances: 1 });
    const first = await pool.acquire();
    first.release();
    first.release();
    await pool.acquire();
    const third = Promise.resolve(pool.acquire());
    assert.equal(await Promise.race([third.then(() => "served"), Promise.resolve("waits")]), "waits");
    third.catch(() => undefined);
  });

  it("refuse those who wait when none starts, and try again for the next one", async () => {
    instances.failing = true;
    createPool();
    await assert.rejects(async () => pool.acquire(), { name: "NoInstance", reason: "start-failed" });
    instances.failing = false;
    assert.equal((await pool.acquire()).upstream.instanceId, "i1");
  });

  it("say why the first one does not start", async () => {
    instances.failing = true;
    await assert.rejects(createPool().startFirst(), {
      name: "InstanceNotReady",
      message: "it does not start",
    });
  });

  it("stop when idle, and start again from zero", async () => {
    createPool({ idleTimeoutSeconds: 0.01 });
    (await pool.acquire()).release();
    await until(() => instances.running === 0);
    assert.equal((await pool.acquire()).upstream.instanceId, "i2");
  });

  it("stay while they have requests, however long those take", async () => {
    createPool({ idleTimeoutSeconds: 0.01 });
    await pool.acquire();
    await new Promise((resolve) => setTimeout(resolve, 40));
    assert.equal(instances.running, 1);
  });

  it("are kept at the minimum without requests", async () => {
    createPool({ idleTimeoutSeconds: 0.01 }).setMinimum(2);
    await until(() => instances.running === 2);
    pool.setMinimum(0);
    await until(() => instances.running === 0);
  });

  it("are not asked any more once they have ended, or take no connections", async () => {
    createPool();
    (await pool.acquire()).abandon();
    await until(() => instances.started[0]?.stopped === true);
    const lease = await pool.acquire();
    assert.equal(lease.upstream.instanceId, "i2");
    lease.release();
    instances.started[1]?.end();
    await until(() => pool.instanceCount === 0);
    assert.equal((await pool.acquire()).upstream.instanceId, "i3");
  });

  it("all stop when the pool closes, also one that was starting", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    instances.gate = promise;
    const waiting = createPool().acquire();
    const refused = assert.rejects(async () => waiting, { name: "NoInstance", reason: "start-failed" });
    const closed = pool.close();
    resolve();
    await Promise.all([closed, refused]);
    assert.deepEqual([instances.started.length, instances.running], [1, 0]);
  });
});
