import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ServiceDocument, Store } from "../../rehearsal/contract.ts";
import { createLifecycle, type RunningLifecycle } from "../../rehearsal/revisions/lifecycle.ts";
import { createLogBatch } from "../../rehearsal/revisions/log-batch.ts";
import { createRouter, type Router } from "../../rehearsal/routing/router.ts";
import { openStore } from "../../rehearsal/store/index.ts";
import { CONTAINER, SERVICE, serviceDocument } from "./documents.ts";
import { FakeInstances } from "./fake-instances.ts";

const LATEST = "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST";
const REVISION = "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION";

describe("the lifecycle of a service", () => {
  let directory: string;
  let store: Store;
  let router: Router;
  let instances: FakeInstances;
  let lifecycle: RunningLifecycle;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "stage-lifecycle-"));
    store = openStore(join(directory, "store.sqlite"));
    instances = new FakeInstances();
    open();
  });
  afterEach(async () => {
    await close();
    store.close();
    rmSync(directory, { recursive: true });
  });

  function open(): void {
    router = createRouter({
      store,
      logs: createLogBatch(store),
      metrics: { record: () => undefined },
      policy: { allows: () => true },
    });
    lifecycle = createLifecycle({ store, router, start: instances.start });
  }
  async function close(): Promise<void> {
    await router.close();
    await lifecycle.close();
  }
  const service = () => store.get<ServiceDocument>("services", SERVICE) ?? serviceDocument();
  const id = (name: string | undefined) => name?.split("/").at(-1);

  async function declare(changes: Partial<ServiceDocument>): Promise<ServiceDocument> {
    const current = store.get<ServiceDocument>("services", SERVICE);
    const generation = String(Number(current?.generation ?? 0) + 1);
    store.put("services", SERVICE, {
      ...(current ?? serviceDocument()),
      ...changes,
      generation,
      reconciling: true,
    });
    await lifecycle.reconcile(SERVICE);
    return service();
  }
  const template = (revision: string) => ({
    revision,
    containers: [{ ...CONTAINER, env: [{ name: "R", value: revision }] }],
  });

  it("settles with its revision ready, all traffic on it, and a new etag", async () => {
    const settled = await declare({});
    assert.equal(settled.terminalCondition?.state, "CONDITION_SUCCEEDED");
    assert.equal(settled.latestReadyRevision, settled.latestCreatedRevision);
    assert.deepEqual(settled.trafficStatuses, [{ type: LATEST, percent: 100 }]);
    assert.equal(settled.reconciling, false);
    assert.equal(settled.observedGeneration, "1");
    assert.notEqual(settled.etag, serviceDocument().etag);
  });

  it("keeps its traffic where it was when a revision fails, and serves that revision once it starts", async () => {
    const good = await declare({ template: template("web-a") });
    instances.failing = true;
    const failed = await declare({ template: template("web-b") });
    assert.equal(
      failed.terminalCondition?.message,
      "Revision 'web-b' is not ready and cannot serve traffic. it does not start",
    );
    assert.deepEqual(failed.trafficStatuses, good.trafficStatuses);
    assert.equal(id(failed.latestReadyRevision), "web-a");
    assert.equal(id(failed.latestCreatedRevision), "web-b");
    instances.failing = false;
    await lifecycle.reconcile(SERVICE);
    assert.equal(service().terminalCondition?.state, "CONDITION_SUCCEEDED");
    assert.equal(id(service().latestReadyRevision), "web-b");
  });

  it("routes back to a revision that is still there, without a new one and without starting it again", async () => {
    await declare({ template: template("web-a") });
    await declare({ template: template("web-b") });
    const back = await declare({ template: template("web-a") });
    assert.equal(id(back.latestReadyRevision), "web-a");
    assert.equal(store.list("revisions").length, 2);
    assert.equal(instances.started.length, 2);
  });

  it("splits traffic, gives each tag an address, and refuses revisions that cannot serve", async () => {
    await declare({ template: template("web-a") });
    const split = await declare({
      template: template("web-b"),
      traffic: [
        { type: REVISION, revision: "web-a", percent: 90 },
        { type: LATEST, percent: 10, tag: "canary" },
      ],
    });
    assert.match(split.trafficStatuses?.[1]?.uri ?? "", /^http:\/\/127\.0\.0\.1:\d+$/);
    const refused = await declare({ traffic: [{ type: REVISION, revision: "web-z", percent: 100 }] });
    assert.equal(
      refused.terminalCondition?.message,
      "Revision 'web-z' is not ready and cannot serve traffic.",
    );
    assert.deepEqual(refused.trafficStatuses, split.trafficStatuses);
  });

  it("has the same address after a restart, and its minimum of instances at once", async () => {
    const uri = await lifecycle.serviceUri(SERVICE);
    await declare({ template: { ...template("web-a"), scaling: { minInstanceCount: 1 } } });
    const before = service();
    await close();
    assert.equal(instances.running, 0);
    open();
    await lifecycle.resume();
    assert.equal(await lifecycle.serviceUri(SERVICE), uri);
    assert.deepEqual(service(), before);
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(instances.running, 1);
  });

  it("is finished after a restart where it was cut off", async () => {
    store.put("services", SERVICE, serviceDocument());
    await lifecycle.resume();
    await lifecycle.reconcile(SERVICE);
    assert.equal(service().terminalCondition?.state, "CONDITION_SUCCEEDED");
  });

  it("ends with everything that belongs to it", async () => {
    await declare({});
    await lifecycle.deleteService(SERVICE);
    assert.deepEqual([store.list("services"), store.list("revisions"), instances.running], [[], [], 0]);
  });
});
