import assert from "node:assert/strict";
import { LOCATION, type RunningApi, runApi } from "./running-api.ts";

const SERVICES = `/v2/${LOCATION}/services`;
const service = { template: { containers: [{ image: "registry/web@sha256:1" }] } };

describe("long-running operations", () => {
  let api: RunningApi;
  beforeEach(async () => {
    api = await runApi();
  });
  afterEach(() => api.close());

  const begin = async () => (await api.call("POST", `${SERVICES}?serviceId=web`, service)).body;

  it("carry what they are about as metadata, and the result as response", async () => {
    const { name, metadata } = await begin();
    const { body } = await api.call("POST", `/v2/${name}:wait`, {});
    const type = "type.googleapis.com/google.cloud.run.v2.Service";
    assert.equal((metadata as { "@type": string })["@type"], type);
    const response = body.response as { "@type": string; latestReadyRevision: string };
    assert.equal(response["@type"], type);
    assert.match(response.latestReadyRevision, /\/services\/web\/revisions\/web-00001-/);
  });

  it("end with an error when the revision does not become ready", async () => {
    api.lifecycle.failWith = { message: "Revision 'web-1' is not ready and cannot serve traffic." };
    const { body } = await api.operate("POST", `${SERVICES}?serviceId=web`, service);
    assert.deepEqual(body.error, {
      code: 9,
      message: "Revision 'web-1' is not ready and cannot serve traffic.",
    });
    assert.equal(body.response, undefined);
  });

  it("end with code 5 when the image is missing", async () => {
    api.lifecycle.failWith = { message: "Image 'registry/web' not found.", reason: "CONTAINER_MISSING" };
    const { body } = await api.operate("POST", `${SERVICES}?serviceId=web`, service);
    assert.equal((body.error as unknown as { code: number }).code, 5);
  });

  it("are forgotten, the oldest first, once a hundred that are done have come after them", async () => {
    const { name } = (await api.operate("POST", `${SERVICES}?serviceId=web`, service)).body;
    const kept = api.store.list("operations").length;
    for (let index = 0; index < 250; index += 1) {
      const operation = { name: `${LOCATION}/operations/${index}`, done: true };
      const startTime = new Date(Date.now() + index).toISOString();
      api.store.put("operations", operation.name, { operation, work: "none", target: "", startTime });
    }
    assert.equal(api.store.list("operations").length, kept + 250);
    await api.resume();
    assert.equal(api.store.list("operations").length, 100);
    assert.equal((await api.call("GET", `/v2/${name}`)).status, 404);
    assert.equal((await api.call("GET", `/v2/${LOCATION}/operations/249`)).status, 200);
  });

  it("left undone by a stopped daemon are finished on resume", async () => {
    api.lifecycle.hold();
    const { name } = await begin();
    await api.restart();
    assert.equal((await api.call("GET", `/v2/${name}`)).body.done, undefined);
    await api.resume();
    const { body } = await api.call("GET", `/v2/${name}`);
    assert.equal(body.done, true);
    assert.equal((body.response as { name: string }).name, `${LOCATION}/services/web`);
  });

  it("wait for a change that comes in between as well", async () => {
    const settle = api.lifecycle.reconcile;
    const { promise: gate, resolve } = Promise.withResolvers<{ release(): void }>();
    api.lifecycle.reconcile = async (name) => {
      api.lifecycle.reconcile = settle;
      await settle(name);
      resolve(api.lifecycle.hold());
      await api.call("PATCH", `${SERVICES}/web?updateMask=template.timeout`, {
        template: { timeout: "60s" },
      });
    };
    const { name } = await begin();
    const { release } = await gate;
    assert.equal((await api.call("POST", `/v2/${name}:wait`, { timeout: "0.05s" })).body.done, undefined);
    release();
    const { body } = await api.call("POST", `/v2/${name}:wait`, {});
    assert.equal((body.response as { generation: string }).generation, "2");
  });

  it("return from a wait when its timeout is over", async () => {
    const gate = api.lifecycle.hold();
    const { name } = await begin();
    const { body } = await api.call("POST", `/v2/${name}:wait`, { timeout: "0.02s" });
    assert.equal(body.done, undefined);
    gate.release();
    assert.equal((await api.call("POST", `/v2/${name}:wait`, {})).body.done, true);
  });

  it("are listed and can be forgotten once done", async () => {
    const gate = api.lifecycle.hold();
    const { name } = await begin();
    assert.equal((await api.call("DELETE", `/v2/${name}`)).body.error?.status, "FAILED_PRECONDITION");
    gate.release();
    await api.call("POST", `/v2/${name}:wait`, {});
    const { body } = await api.call("GET", `/v2/${LOCATION}/operations`);
    assert.deepEqual(
      (body.operations as { name: string }[]).map((operation) => operation.name),
      [name],
    );
    assert.equal((await api.call("DELETE", `/v2/${name}`)).status, 200);
    assert.equal((await api.call("GET", `/v2/${name}`)).status, 404);
  });
});
