import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ServiceDocument, Store } from "../../rehearsal/contract.ts";
import { createLifecycle, type RunningLifecycle } from "../../rehearsal/revisions/lifecycle.ts";
import type { Router } from "../../rehearsal/routing/router.ts";
import type { ServiceRoutes } from "../../rehearsal/routing/routes.ts";
import { openStore } from "../../rehearsal/store/index.ts";
import { CONTAINER, SERVICE, serviceDocument } from "./documents.ts";
import { FakeInstances, until } from "./fake-instances.ts";

const REVISION = "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION";

/** Keeps what it was told, and listens nowhere. */
class RouterOnPaper implements Router {
  readonly shifts: ServiceRoutes[] = [];
  async serviceUri(): Promise<string> {
    return "http://127.0.0.1:1";
  }
  async tagUri(_service: string, tag: string): Promise<string> {
    return `http://${tag}`;
  }
  setRoutes(_service: string, routes: ServiceRoutes): void {
    this.shifts.push(routes);
  }
  readonly removeService = () => Promise.resolve();
  readonly close = () => Promise.resolve();

  /** Revision → percent, as it is now. */
  get split(): Record<string, number> {
    const targets = this.shifts.at(-1)?.targets ?? [];
    return Object.fromEntries(
      targets.map(({ backend, percent }) => [backend.revision.split("/").at(-1), percent]),
    );
  }
}

describe("a change of traffic", () => {
  let directory: string;
  let store: Store;
  let router: RouterOnPaper;
  let instances: FakeInstances;
  let lifecycle: RunningLifecycle;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), "stage-shift-"));
    store = openStore(join(directory, "store.sqlite"));
    instances = new FakeInstances();
    router = new RouterOnPaper();
    lifecycle = createLifecycle({ store, router, start: instances.start, idleTimeoutSeconds: 60 });
    await declare({ template: template("web-a") });
    await declare({ template: template("web-b") });
  });
  afterEach(async () => {
    await lifecycle.close();
    store.close();
    rmSync(directory, { recursive: true });
  });

  const template = (revision: string, more: object = {}) => ({
    ...{ revision, containers: [{ ...CONTAINER, env: [{ name: "R", value: revision }] }] },
    ...more,
  });
  const all = (revision: string) => [{ type: REVISION, revision, percent: 100 }] as const;
  const service = () => store.get<ServiceDocument>("services", SERVICE) ?? serviceDocument();

  function declare(changes: object): Promise<void> {
    const current = store.get<ServiceDocument>("services", SERVICE);
    const generation = String(Number(current?.generation ?? 0) + 1);
    const declared = { ...(current ?? serviceDocument()), ...changes, generation, reconciling: true };
    store.put("services", SERVICE, declared);
    return lifecycle.reconcile(SERVICE);
  }

  /** A deployment whose instance has not started yet. */
  function deployHeld(revision: string): { finish(): void; settled: Promise<void> } {
    const { promise, resolve: finish } = Promise.withResolvers<void>();
    instances.gate = promise;
    return { finish, settled: declare({ template: template(revision), traffic: [] }) };
  }

  it("is on the data path without waiting for a deployment that is under way", async () => {
    const deployment = deployHeld("web-c");
    const shifted = declare({ traffic: all("web-a") });
    await until(() => router.split["web-a"] === 100);
    assert.equal(service().reconciling, true);
    deployment.finish();
    await Promise.all([deployment.settled, shifted]);
  });

  it("is not undone by a deployment that began before it, not for a moment", async () => {
    const deployment = deployHeld("web-c");
    const shifted = declare({ traffic: all("web-a") });
    await until(() => router.split["web-a"] === 100);
    const before = router.shifts.length;
    deployment.finish();
    await Promise.all([deployment.settled, shifted]);
    const later = router.shifts.slice(before).flatMap(({ targets }) => targets);
    assert.ok(later.every(({ backend }) => backend.revision.endsWith("/web-a")));
    assert.equal(service().reconciling, false);
    assert.equal(service().terminalCondition?.state, "CONDITION_SUCCEEDED");
    assert.equal(service().latestReadyRevision?.split("/").at(-1), "web-c");
    assert.deepEqual(service().trafficStatuses, [{ type: REVISION, revision: "web-a", percent: 100 }]);
  });

  it("waits for an instance of a revision scaled to zero where the service has traffic", async () => {
    await lifecycle.close();
    lifecycle = createLifecycle({ store, router, start: instances.start, idleTimeoutSeconds: 60 });
    await lifecycle.resume();
    const [target] = router.shifts.at(-1)?.targets ?? [];
    const lease = await target?.backend.acquire();
    const { promise, resolve } = Promise.withResolvers<void>();
    instances.gate = promise;
    const shifted = declare({ traffic: all("web-a") });
    await new Promise((done) => setTimeout(done, 30));
    assert.deepEqual(router.split, { "web-b": 100 });
    resolve();
    await shifted;
    assert.deepEqual(router.split, { "web-a": 100 });
    assert.equal(instances.running, 2);
    lease?.release();
  });

  it("starts nothing where the service has had no request", async () => {
    await lifecycle.close();
    lifecycle = createLifecycle({ store, router, start: instances.start, idleTimeoutSeconds: 60 });
    await lifecycle.resume();
    await declare({ traffic: all("web-a") });
    assert.deepEqual(router.split, { "web-a": 100 });
    assert.equal(instances.running, 0);
  });

  it("goes to a revision that does not start any more all the same, as declared", async () => {
    await lifecycle.close();
    lifecycle = createLifecycle({ store, router, start: instances.start, idleTimeoutSeconds: 60 });
    await lifecycle.resume();
    const lease = await router.shifts.at(-1)?.targets[0]?.backend.acquire();
    instances.failing = true;
    await declare({ traffic: all("web-a") });
    assert.deepEqual(router.split, { "web-a": 100 });
    lease?.release();
  });

  it("leaves requests that have begun where they are, and their instance running", async () => {
    const lease = await router.shifts.at(-1)?.targets[0]?.backend.acquire();
    await declare({ traffic: all("web-a") });
    assert.equal(instances.started[1]?.stopped, false);
    assert.equal(lease?.upstream.instanceId, "i2");
    lease?.release();
  });
});
