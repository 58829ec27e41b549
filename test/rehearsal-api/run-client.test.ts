import assert from "node:assert/strict";
import { protos, RevisionsClient, ServicesClient } from "@google-cloud/run";
import { clientOptions } from "./official-clients.ts";
import { LOCATION, type RunningApi, runApi } from "./running-api.ts";

const NAME = `${LOCATION}/services/web`;
const service = { template: { containers: [{ image: "registry/web@sha256:1" }] } };

type Options = ConstructorParameters<typeof ServicesClient>[0];

describe("Google's own Cloud Run client", () => {
  let api: RunningApi;
  let services: ServicesClient;

  beforeEach(async () => {
    api = await runApi();
    services = new ServicesClient(clientOptions<Options>(api.port));
  });
  afterEach(async () => {
    await services.close();
    await api.close();
  });

  it("creates a service and waits for its operation", async () => {
    const [operation] = await services.createService({ parent: LOCATION, serviceId: "web", service });
    const [created] = await operation.promise();
    assert.equal(created.name, NAME);
    assert.equal(
      created.terminalCondition?.state,
      protos.google.cloud.run.v2.Condition.State.CONDITION_SUCCEEDED,
    );
    assert.equal(Number(created.template?.timeout?.seconds), 300);
  });

  it("gets, lists, updates with a mask and deletes", async () => {
    await (await services.createService({ parent: LOCATION, serviceId: "web", service }))[0].promise();
    const update = { name: NAME, labels: { team: "netra" } };
    const [operation] = await services.updateService({ service: update, updateMask: { paths: ["labels"] } });
    const [updated] = await operation.promise();
    assert.deepEqual(updated.labels, { team: "netra" });
    assert.equal(updated.template?.containers?.[0]?.image, "registry/web@sha256:1");
    const [found] = await services.listServices({ parent: LOCATION });
    assert.deepEqual(
      found.map(({ name }) => name),
      [NAME],
    );
    await (await services.deleteService({ name: NAME }))[0].promise();
    await assert.rejects(services.getService({ name: NAME }), {
      code: 5,
      message:
        "Resource 'web' of kind 'SERVICE' in region 'us-central1' in project 'netra-staging' does not exist.",
    });
  });

  it("is told why a service failed", async () => {
    api.lifecycle.failWith = { message: "Revision 'web-00001' is not ready and cannot serve traffic." };
    const [operation] = await services.createService({ parent: LOCATION, serviceId: "web", service });
    await assert.rejects(operation.promise(), {
      code: 9,
      message: "Revision 'web-00001' is not ready and cannot serve traffic.",
    });
  });

  it("lists revisions page by page", async () => {
    const revisions = new RevisionsClient(clientOptions<Options>(api.port));
    for (const image of ["1", "2", "3"]) {
      const template = { revision: `web-${image}`, containers: [{ image: `registry/web@sha256:${image}` }] };
      const [operation] = await services.updateService({
        service: { name: NAME, template },
        allowMissing: true,
      });
      await operation.promise();
    }
    const paging = { autoPaginate: false };
    const [first, next] = await revisions.listRevisions({ parent: NAME, pageSize: 2 }, paging);
    const [second, end] = await revisions.listRevisions(next ?? {}, paging);
    assert.deepEqual(
      [...first, ...second].map(({ name }) => name),
      ["3", "2", "1"].map((id) => `${NAME}/revisions/web-${id}`),
    );
    assert.deepEqual([first.length, end], [2, null]);
    await revisions.close();
  });

  it("reads and sets who may call the service", async () => {
    await (await services.createService({ parent: LOCATION, serviceId: "web", service }))[0].promise();
    const bindings = [{ role: "roles/run.invoker", members: ["allUsers"] }];
    await services.setIamPolicy({ resource: NAME, policy: { bindings } });
    const [policy] = await services.getIamPolicy({ resource: NAME });
    assert.deepEqual(
      policy.bindings?.map(({ role, members }) => ({ role, members })),
      bindings,
    );
  });
});
