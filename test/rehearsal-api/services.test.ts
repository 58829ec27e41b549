import assert from "node:assert/strict";
import type { ServiceDocument } from "../../rehearsal/contract.ts";
import { LOCATION, PROJECT_NUMBER, type RunningApi, runApi } from "./running-api.ts";

const SERVICES = `/v2/${LOCATION}/services`;
const NAME = `${LOCATION}/services/web`;
const image = "registry/web@sha256:1";

describe("Cloud Run services", () => {
  let api: RunningApi;
  beforeEach(async () => {
    api = await runApi();
  });
  afterEach(() => api.close());

  const create = (service: object = {}) =>
    api.operate("POST", `${SERVICES}?serviceId=web`, { template: { containers: [{ image }] }, ...service });
  const get = async () => (await api.call("GET", `${SERVICES}/web`)).body as unknown as ServiceDocument;

  it("fills in what Cloud Run fills in", async () => {
    await create();
    const service = await get();
    assert.equal(service.ingress, "INGRESS_TRAFFIC_ALL");
    assert.equal(service.launchStage, "GA");
    assert.deepEqual(service.traffic, [{ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent: 100 }]);
    assert.deepEqual(service.template, {
      scaling: { maxInstanceCount: 100 },
      timeout: "300s",
      serviceAccount: `${PROJECT_NUMBER}-compute@developer.gserviceaccount.com`,
      containers: [
        {
          image,
          resources: { limits: { cpu: "1000m", memory: "512Mi" }, cpuIdle: true },
          ports: [{ name: "http1", containerPort: 8080 }],
          startupProbe: {
            timeoutSeconds: 240,
            periodSeconds: 240,
            failureThreshold: 1,
            tcpSocket: { port: 8080 },
          },
        },
      ],
      maxInstanceRequestConcurrency: 80,
    });
  });

  it("answers at once with an operation, and serves the service as reconciling until it is done", async () => {
    const gate = api.lifecycle.hold();
    const begun = await api.call("POST", `${SERVICES}?serviceId=web`, {
      template: { containers: [{ image }] },
    });
    assert.equal(begun.body.done, undefined);
    const pending = await get();
    assert.equal(pending.reconciling, true);
    assert.equal(pending.terminalCondition?.state, "CONDITION_RECONCILING");
    assert.equal(pending.uri, "http://127.0.0.1:18081/web");
    gate.release();
    const { body } = await api.call("POST", `/v2/${begun.body.name}:wait`, { timeout: "5s" });
    assert.equal(body.done, true);
    assert.equal((await get()).reconciling, undefined);
  });

  it("refuses a name that is taken, and one that Cloud Run does not allow", async () => {
    await create();
    const again = await create();
    assert.equal(again.status, 409);
    assert.deepEqual(again.body.error?.message, "Resource 'web' already exists.");
    const wrong = await api.call("POST", `${SERVICES}?serviceId=Web`, {
      template: { containers: [{ image }] },
    });
    assert.equal(wrong.body.error?.status, "INVALID_ARGUMENT");
  });

  it("stores nothing when only validating", async () => {
    const { body } = await api.call("POST", `${SERVICES}?serviceId=web&validateOnly=true`, {
      template: { containers: [{ image }] },
    });
    assert.equal(body.done, true);
    assert.equal((await api.call("GET", `${SERVICES}/web`)).status, 404);
    assert.deepEqual(api.lifecycle.reconciled, []);
  });

  it("replaces everything declared when an update has no mask", async () => {
    await create({ labels: { a: "1" }, annotations: { b: "2" }, ingress: "INGRESS_TRAFFIC_INTERNAL_ONLY" });
    await api.operate("PATCH", `${SERVICES}/web`, {
      template: { containers: [{ image }] },
      labels: { c: "3" },
    });
    const service = await get();
    assert.deepEqual(service.labels, { c: "3" });
    assert.equal(service.annotations, undefined);
    assert.equal(service.ingress, "INGRESS_TRAFFIC_ALL");
  });

  it("takes over only what the mask names", async () => {
    await create({ labels: { a: "1" }, annotations: { b: "2" } });
    const update = { annotations: { d: "4" }, template: { timeout: "60s" } };
    await api.operate("PATCH", `${SERVICES}/web?updateMask=annotations,template.timeout`, update);
    const service = await get();
    assert.deepEqual(service.labels, { a: "1" });
    assert.deepEqual(service.annotations, { d: "4" });
    assert.equal(service.template.timeout, "60s");
    assert.equal(service.template.containers?.[0]?.image, image);
  });

  for (const [path, named] of [
    ["template.timout", "template.timout"],
    ["trafic", "trafic"],
    ["template.max_instance_request_concurency", "template.maxInstanceRequestConcurency"],
    ["template.containers.image", "template.containers.image"],
    ["ingress.all", "ingress.all"],
    ["template.*", "template.*"],
    ["*", "*"],
  ] as const)
    it(`refuses the mask path ${path}, which names no field`, async () => {
      await create();
      const { etag } = await get();
      const { status, body } = await api.call("PATCH", `${SERVICES}/web?updateMask=labels,${path}`, {
        labels: { a: "1" },
      });
      assert.deepEqual([status, body.error?.status], [400, "INVALID_ARGUMENT"]);
      assert.equal(body.error?.message, `Invalid update mask path '${named}'.`);
      assert.equal((await get()).etag, etag);
    });

  it("refuses every mask path that names no field, each by itself", async () => {
    await create();
    const { body } = await api.call("PATCH", `${SERVICES}/web?updateMask=template.timout,trafic`, {});
    const violations = ["template.timout", "trafic"].map((path) => ({
      field: "update_mask",
      description: `Invalid update mask path '${path}'.`,
    }));
    const [detail] = (body.error?.details ?? []) as { fieldViolations?: object[] }[];
    assert.deepEqual(detail?.fieldViolations, violations);
  });

  it("takes mask paths in either spelling, and a map's own keys", async () => {
    await create({ labels: { a: "1", b: "2" } });
    const mask = "template.max_instance_request_concurrency,template.scaling.maxInstanceCount,labels.b";
    const template = { maxInstanceRequestConcurrency: 7, scaling: { maxInstanceCount: 3 } };
    await api.operate("PATCH", `${SERVICES}/web?updateMask=${mask}`, { template, labels: { b: "3" } });
    const service = await get();
    assert.equal(service.template.maxInstanceRequestConcurrency, 7);
    assert.deepEqual(service.template.scaling, { maxInstanceCount: 3 });
    assert.deepEqual(service.labels, { a: "1", b: "3" });
  });

  it("counts the generation for changes of the desired state, not for labels", async () => {
    await create();
    const first = await get();
    await api.operate("PATCH", `${SERVICES}/web?updateMask=labels`, { labels: { a: "1" } });
    const labelled = await get();
    assert.deepEqual([first.generation, labelled.generation], ["1", "1"]);
    assert.notEqual(labelled.etag, first.etag);
    assert.equal(labelled.uid, first.uid);
    await api.operate("PATCH", `${SERVICES}/web?updateMask=template.timeout`, {
      template: { timeout: "60s" },
    });
    assert.equal((await get()).generation, "2");
  });

  it("refuses an update or deletion with an older etag", async () => {
    await create();
    const { etag } = await get();
    await api.operate("PATCH", `${SERVICES}/web?updateMask=labels`, { labels: { a: "1" }, etag });
    const late = await api.call("PATCH", `${SERVICES}/web?updateMask=labels`, { labels: { a: "2" }, etag });
    assert.equal(late.status, 409);
    assert.equal(late.body.error?.status, "ABORTED");
    const { etag: current } = await get();
    assert.equal(
      late.body.error?.message,
      `Conflict for resource 'web': version '${etag}' was specified but current version is '${current}'.`,
    );
    const removal = await api.call("DELETE", `${SERVICES}/web?etag=${encodeURIComponent(etag)}`);
    assert.equal(removal.body.error?.status, "ABORTED");
  });

  it("creates a missing service on update when asked to", async () => {
    const body = { template: { containers: [{ image }] } };
    assert.equal((await api.call("PATCH", `${SERVICES}/web`, body)).status, 404);
    await api.operate("PATCH", `${SERVICES}/web?allowMissing=true`, body);
    assert.equal((await get()).name, NAME);
  });

  it("takes a revision name again with the same configuration only", async () => {
    const template = { revision: "web-1", containers: [{ image }] };
    await create({ template });
    const same = await api.operate("PATCH", `${SERVICES}/web`, { template, labels: { a: "1" } });
    assert.equal(same.body.done, true);
    const other = { ...template, timeout: "60s" };
    const { status, body } = await api.call("PATCH", `${SERVICES}/web`, { template: other });
    assert.equal(status, 409);
    assert.equal(body.error?.message, "Revision named 'web-1' with different configuration already exists.");
  });

  it("deletes a service with its revisions and its policy", async () => {
    await create();
    const policy = { bindings: [{ role: "roles/run.invoker", members: ["allUsers"] }] };
    await api.call("POST", `${SERVICES}/web:setIamPolicy`, { policy });
    const { body } = await api.operate("DELETE", `${SERVICES}/web`);
    assert.equal((body.response as { name: string }).name, NAME);
    assert.deepEqual(api.store.list("revisions"), []);
    assert.deepEqual(api.store.list("iamPolicies"), []);
    assert.equal((await api.call("DELETE", `${SERVICES}/web`)).status, 404);
  });
});
