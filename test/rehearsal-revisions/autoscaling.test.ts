import assert from "node:assert/strict";
import { RevisionPool } from "../../rehearsal/revisions/revision-pool.ts";
import type { RevisionPoolOptions } from "../../rehearsal/revisions/revision-pool-options.ts";
import type { Lease } from "../../rehearsal/routing/routes.ts";
import { FakeInstances, until } from "./fake-instances.ts";

describe("the autoscaling of a revision", () => {
  let instances: FakeInstances;
  let pool: RevisionPool;

  beforeEach(() => {
    instances = new FakeInstances();
  });
  afterEach(() => pool.close());

  async function createPool(changes: Partial<RevisionPoolOptions>): Promise<RevisionPool> {
    pool = new RevisionPool({
      ...{ revision: "r", timeoutSeconds: 1, concurrency: 10, maxInstances: 5, idleTimeoutSeconds: 60 },
      ...{ evaluationSeconds: 0.02, start: instances.start },
      ...changes,
    });
    return pool;
  }
  const acquire = (count: number): Promise<Lease[]> =>
    Promise.all(Array.from({ length: count }, () => pool.acquire()));

  it("starts another instance before the first is full: at 60 % of the concurrency", async () => {
    await createPool({});
    await acquire(6);
    await new Promise((resolve) => setTimeout(resolve, 60));
    assert.equal(instances.started.length, 1);
    await acquire(3);
    await until(() => instances.started.length === 2);
  });

  it("goes no further than the maximum", async () => {
    await createPool({ maxInstances: 2 });
    await acquire(20);
    await new Promise((resolve) => setTimeout(resolve, 80));
    assert.equal(instances.started.length, 2);
  });

  it("sends requests to the oldest instances, so that those no longer wanted end", async () => {
    await createPool({ idleTimeoutSeconds: 0.05, concurrency: 2, evaluationSeconds: 60 });
    const leases = await acquire(6);
    assert.equal(instances.running, 3);
    for (const lease of leases) lease.release();
    pool.setMinimum(1);
    const kept = await acquire(1);
    assert.equal(kept[0]?.upstream.instanceId, "i1");
    await until(() => instances.running === 1);
    assert.equal(instances.started[0]?.stopped, false);
  });

  it("starts nothing for requests of a minute ago", async () => {
    await createPool({ idleTimeoutSeconds: 0.01 });
    for (const lease of await acquire(10)) lease.release();
    await until(() => instances.running === 0);
    await new Promise((resolve) => setTimeout(resolve, 80));
    assert.equal(instances.running, 0);
  });

  it("gives a client the instance it had, unless that is full or gone", async () => {
    await createPool({ concurrency: 2, sessionAffinity: true, evaluationSeconds: 60 });
    const [one] = await acquire(4);
    assert.equal(instances.running, 2);
    assert.equal(one?.upstream.instanceId, "i1");
    one?.release();
    const back = await pool.acquire("i1");
    assert.equal(back.upstream.instanceId, "i1");
    const elsewhere = pool.acquire("i1");
    await until(() => instances.running === 3);
    assert.equal((await elsewhere).upstream.instanceId, "i3");
  });

  it("brings up as many instances as a coming load asks for, and minds none that does not start", async () => {
    await createPool({});
    await pool.warm(12);
    assert.equal(pool.instanceCount, 2);
    instances.failing = true;
    await pool.warm(60);
    assert.equal(pool.instanceCount, 2);
  });

  it("knows how long it has had no request", async () => {
    await createPool({});
    assert.equal(pool.unusedSeconds, Number.POSITIVE_INFINITY);
    const lease = await pool.acquire();
    assert.deepEqual([pool.pending, pool.unusedSeconds], [1, 0]);
    lease.release();
    assert.equal(pool.pending, 0);
    assert.ok(pool.unusedSeconds < 1);
  });
});
