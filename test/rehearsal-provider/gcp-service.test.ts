import assert from "node:assert/strict";
import { InitializationFailure } from "../../rehearsal/provider/plugin/initialization-failure.ts";
import { type PropertyMap, UNKNOWN } from "../../rehearsal/provider/plugin/property-value.ts";
import type { Provider } from "../../rehearsal/provider/plugin/provider.ts";
import { type FakeCloud, fakeCloud, refusal } from "./fake-cloud.ts";
import {
  checked,
  configuredProvider,
  of,
  SERVICE,
  SERVICE_PATH,
  serviceDocument,
  serviceInputs,
} from "./gcp-harness.ts";

const ID = "projects/p/locations/l/services/web";
const OPERATION = "projects/p/locations/l/operations/o1";

describe("rehearsal/provider: a Cloud Run service", () => {
  let cloud: FakeCloud;
  let provider: Provider;

  beforeEach(async () => {
    cloud = await fakeCloud();
    provider = configuredProvider(cloud);
  });
  afterEach(() => cloud.close());

  async function created(): Promise<{ inputs: PropertyMap; state: PropertyMap }> {
    cloud.declare(`POST ${SERVICE_PATH.replace("/web", "")}?serviceId=web`, { name: OPERATION, done: true });
    cloud.declare(`GET ${SERVICE_PATH}`, serviceDocument());
    const inputs = await checked(provider, SERVICE, serviceInputs());
    const { state } = await provider.create({ ...of(SERVICE), inputs, preview: false });
    return { inputs, state };
  }

  it("is created by one POST without its name, and read back", async () => {
    const { state } = await created();
    assert.deepEqual(cloud.lines(), [
      "POST /v2/projects/p/locations/l/services?serviceId=web",
      `GET ${SERVICE_PATH}`,
    ]);
    assert.equal(cloud.calls[0]?.headers.authorization, "Bearer token");
    assert.equal(cloud.calls[1]?.headers["content-type"], "application/json");
    assert.deepEqual(cloud.calls[0]?.body, {
      ingress: "INGRESS_TRAFFIC_ALL",
      labels: { team: "netra", "goog-pulumi-provisioned": "true" },
      template: {
        timeout: "300s",
        scaling: { maxInstanceCount: 10 },
        containers: [
          {
            image: "registry/web@sha256:1",
            ports: [{ containerPort: 8000 }],
            env: [
              { name: "A", value: "1" },
              { name: "B", value: "2" },
            ],
            resources: { limits: { memory: "512Mi", cpu: "1" }, cpuIdle: true, startupCpuBoost: false },
          },
        ],
      },
    });
    assert.equal(state.uri, "http://web");
    assert.equal(state.latestReadyRevision, `${ID}/revisions/web-1`);
    assert.deepEqual(state.labels, { team: "netra" });
    assert.deepEqual(state.effectiveLabels, { team: "netra", "goog-pulumi-provisioned": "true" });
    assert.equal((state.terminalConditions as PropertyMap[])[0]?.state, "CONDITION_SUCCEEDED");
    assert.equal(state.deletionPolicy, "DELETE");
    assert.equal(state.project, "p");
  });

  it("shows no difference after its creation, whatever the cloud added or reordered", async () => {
    const { inputs, state } = await created();
    assert.deepEqual(await provider.diff({ ...of(SERVICE), id: ID, state, news: inputs }), []);
  });

  it("keeps its inputs over a refresh when nothing changed", async () => {
    const { inputs, state } = await created();
    const live = await provider.read({ ...of(SERVICE), id: ID, inputs, state });
    assert.deepEqual(live.inputs, inputs);
    assert.deepEqual(live.state, state);
  });

  it("shows after a refresh what was changed behind Pulumi's back, and only that", async () => {
    const { inputs, state } = await created();
    const document = serviceDocument() as {
      labels: object;
      template: { containers: { resources: object }[] };
    };
    document.labels = { ...document.labels, "client.knative.dev/user": "somebody" };
    (document.template.containers[0] as { resources: object }).resources = {
      limits: { memory: "4Gi", cpu: "1" },
      cpuIdle: true,
    };
    cloud.declare(`GET ${SERVICE_PATH}`, document);
    const live = await provider.read({ ...of(SERVICE), id: ID, inputs, state });
    assert.deepEqual(await provider.diff({ ...of(SERVICE), id: ID, state: live.state, news: inputs }), [
      { path: "template.containers[0].resources.limits.memory", kind: "update", replaces: false },
    ]);
  });

  it("is replaced for another name, place or project, and updated for the rest", async () => {
    const { inputs, state } = await created();
    const changedBy = async (change: PropertyMap) =>
      provider.diff({ ...of(SERVICE), id: ID, state, news: { ...inputs, ...change } });
    for (const name of ["name", "location", "project"]) {
      assert.deepEqual(await changedBy({ [name]: "other" }), [
        { path: name, kind: "update", replaces: true },
      ]);
    }
    assert.deepEqual(await changedBy({ description: "x" }), [
      { path: "description", kind: "add", replaces: false },
    ]);
    assert.deepEqual(await changedBy({ labels: {} }), [
      { path: "labels.team", kind: "delete", replaces: false },
    ]);
  });

  it("is updated by a PATCH of the whole service with what the cloud chose before, without a mask", async () => {
    const { inputs, state } = await created();
    cloud.calls.length = 0;
    cloud.declare(`PATCH ${SERVICE_PATH}`, { name: OPERATION, done: false });
    cloud.declare(`GET /v2/${OPERATION}`, { name: OPERATION, done: false }, { name: OPERATION, done: true });
    const news = { ...inputs, description: "new" };
    await provider.update({ ...of(SERVICE), id: ID, state, oldInputs: inputs, news, preview: false });
    assert.deepEqual(cloud.lines(), [
      `PATCH ${SERVICE_PATH}`,
      `GET /v2/${OPERATION}`,
      `GET /v2/${OPERATION}`,
      `GET ${SERVICE_PATH}`,
    ]);
    const body = cloud.calls[0]?.body as { launchStage: string; template: { serviceAccount: string } };
    assert.equal(body.launchStage, "GA");
    assert.equal(body.template.serviceAccount, "default@p");
    assert.equal("etag" in body, false);
  });

  it("sends annotations and labels of others only where a refresh has seen them", async () => {
    const { inputs, state } = await created();
    cloud.declare(`GET ${SERVICE_PATH}`, { ...serviceDocument(), annotations: { pinned: "by somebody" } });
    cloud.declare(`PATCH ${SERVICE_PATH}`, { name: OPERATION, done: true });
    const news = { ...inputs, annotations: { ours: "1" } };
    const update = (seen: PropertyMap) =>
      provider.update({ ...of(SERVICE), id: ID, state: seen, oldInputs: inputs, news, preview: false });
    const patched = () =>
      ((cloud.calls.findLast(({ method }) => method === "PATCH")?.body ?? {}) as PropertyMap).annotations;
    await update(state);
    assert.deepEqual(patched(), { ours: "1" });
    await update((await provider.read({ ...of(SERVICE), id: ID, inputs, state })).state);
    assert.deepEqual(patched(), { pinned: "by somebody", ours: "1" });
  });

  it("stays in the state when its revision fails, and the next update only reads it", async () => {
    cloud.declare("POST /v2/projects/p/locations/l/services?serviceId=web", {
      name: OPERATION,
      done: true,
      error: { code: 9, message: "Revision 'web-1' is not ready" },
    });
    const inputs = await checked(provider, SERVICE, serviceInputs());
    const failure = await provider.create({ ...of(SERVICE), inputs, preview: false }).catch((e) => e);
    assert.ok(failure instanceof InitializationFailure);
    assert.equal(
      failure.message,
      "Error waiting to create Service: Error waiting for Creating Service: Error code 9, message: Revision 'web-1' is not ready",
    );
    assert.equal(failure.id, ID);
    cloud.calls.length = 0;
    cloud.declare(`GET ${SERVICE_PATH}`, serviceDocument());
    const request = { ...of(SERVICE), id: ID, state: failure.state, oldInputs: inputs, news: inputs };
    const state = await provider.update({ ...request, preview: false });
    assert.deepEqual(cloud.lines(), [`GET ${SERVICE_PATH}`]);
    assert.equal(state.uri, "http://web");
  });

  it("is not in the state when Google refuses its creation", async () => {
    const path = "POST /v2/projects/p/locations/l/services?serviceId=web";
    cloud.declare(path, { status: 409, body: refusal(409, "Service 'web' already exists.") });
    const inputs = await checked(provider, SERVICE, serviceInputs());
    await assert.rejects(provider.create({ ...of(SERVICE), inputs, preview: false }), {
      name: "Error",
      message: "Error creating Service: googleapi: Error 409: Service 'web' already exists.",
    });
    assert.equal(cloud.calls.length, 1);
  });

  it("is gone when the cloud has it no more, both for a read and for a deletion", async () => {
    const { inputs, state } = await created();
    const gone = { status: 404, body: refusal(404, "not found") };
    cloud.declare(`GET ${SERVICE_PATH}`, gone);
    cloud.declare(`DELETE ${SERVICE_PATH}`, gone);
    assert.deepEqual(await provider.read({ ...of(SERVICE), id: ID, inputs, state }), { id: "", state: {} });
    await provider.remove({ ...of(SERVICE), id: ID, state });
  });

  it("is not deleted while its deletion protection is on, which it is by default", async () => {
    const inputs = await checked(provider, SERVICE, { ...serviceInputs(), deletionProtection: undefined });
    assert.equal(inputs.deletionProtection, true);
    await assert.rejects(provider.remove({ ...of(SERVICE), id: ID, state: inputs }), {
      message: "cannot destroy service without setting deletion_protection=false and running `pulumi up`",
    });
    assert.deepEqual(cloud.calls, []);
  });

  it("previews what is not known yet as unknown, without a call", async () => {
    const inputs = await checked(provider, SERVICE, serviceInputs());
    const { id, state } = await provider.create({ ...of(SERVICE), inputs, preview: true });
    assert.equal(id, "");
    assert.equal(state.uri, UNKNOWN);
    assert.equal(state.latestReadyRevision, UNKNOWN);
    assert.equal(state.name, "web");
    assert.deepEqual(cloud.calls, []);
  });
});
