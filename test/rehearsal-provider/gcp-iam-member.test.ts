import assert from "node:assert/strict";
import type { PropertyMap } from "../../rehearsal/provider/plugin/property-value.ts";
import type { Provider } from "../../rehearsal/provider/plugin/provider.ts";
import { type FakeCloud, fakeCloud, refusal } from "./fake-cloud.ts";
import { checked, configuredProvider, of, SERVICE_PATH } from "./gcp-harness.ts";

const PUBLIC = "gcp:cloudrunv2/serviceIamMember:ServiceIamMember";
const PROJECT = "gcp:projects/iAMMember:IAMMember";
const SECRET = "gcp:secretmanager/secretIamMember:SecretIamMember";
const GET = `GET ${SERVICE_PATH}:getIamPolicy`;
const SET = `POST ${SERVICE_PATH}:setIamPolicy`;
const invoker = (...members: string[]) => ({ role: "roles/run.invoker", members });

describe("rehearsal/provider: IAM members", () => {
  let cloud: FakeCloud;
  let provider: Provider;

  beforeEach(async () => {
    cloud = await fakeCloud();
    provider = configuredProvider(cloud);
  });
  afterEach(() => cloud.close());

  async function create(type: string, news: PropertyMap) {
    const inputs = await checked(provider, type, news);
    return { inputs, ...(await provider.create({ ...of(type), inputs, preview: false })) };
  }

  const publicInputs = { name: "web", location: "l", role: "roles/run.invoker", member: "allUsers" };

  it("are added to the policy that is there, with its etag", async () => {
    cloud.declare(
      GET,
      { etag: "e1", bindings: [invoker("user:a@b")] },
      { etag: "e2", bindings: [invoker("user:a@b", "allUsers")] },
    );
    cloud.declare(SET, {});
    const { id, state, inputs } = await create(PUBLIC, publicInputs);
    assert.deepEqual(cloud.calls[1]?.body, {
      policy: { bindings: [invoker("user:a@b", "allUsers")], etag: "e1", version: 3 },
    });
    assert.equal(id, "projects/p/locations/l/services/web/roles/run.invoker/allUsers");
    assert.equal(state.etag, "e2");
    assert.deepEqual(await provider.diff({ ...of(PUBLIC), id, state, news: inputs }), []);
  });

  it("are set again on what is there when somebody else was faster", async () => {
    cloud.declare(
      GET,
      { etag: "e1" },
      { etag: "e2", bindings: [invoker("user:a@b")] },
      { bindings: [invoker("allUsers")] },
    );
    cloud.declare(SET, { status: 409, body: refusal(409, "concurrent policy changes") }, {});
    await create(PUBLIC, publicInputs);
    assert.deepEqual(cloud.lines(), [GET, SET, GET, SET, GET]);
    assert.deepEqual(cloud.calls[3]?.body, {
      policy: { bindings: [invoker("user:a@b", "allUsers")], etag: "e2", version: 3 },
    });
  });

  it("of one policy are set one after the other", async () => {
    let policy: object = { etag: "e0" };
    cloud.declare(GET, () => policy);
    cloud.declare(SET, ({ body }) => {
      policy = (body as { policy: object }).policy;
      return policy;
    });
    await Promise.all(
      ["user:a@b", "user:c@d", "user:e@f"].map((member) => create(PUBLIC, { ...publicInputs, member })),
    );
    assert.deepEqual(policy, {
      bindings: [invoker("user:a@b", "user:c@d", "user:e@f")],
      etag: "e0",
      version: 3,
    });
  });

  it("are taken out, and the bindings are left out when none remains", async () => {
    cloud.declare(GET, { etag: "e1", bindings: [invoker("allUsers")] });
    cloud.declare(SET, {});
    await provider.remove({ ...of(PUBLIC), id: "x", state: { ...publicInputs, project: "p" } });
    assert.deepEqual(cloud.calls[1]?.body, { policy: { etag: "e1", version: 3 } });
  });

  it("are gone when the policy names them no more, or their resource is gone", async () => {
    const request = {
      ...of(PUBLIC),
      id: "x",
      inputs: publicInputs,
      state: { ...publicInputs, project: "p" },
    };
    cloud.declare(GET, { etag: "e1", bindings: [] }, { status: 404, body: refusal(404, "no service") });
    assert.equal((await provider.read(request)).id, "");
    assert.equal((await provider.read(request)).id, "");
    await provider.remove(request);
    assert.equal(cloud.lines().includes(SET), false);
  });

  it("of a project are asked for by POST, and written with a mask", async () => {
    const binding = { role: "roles/cloudsql.client", members: ["serviceAccount:s"] };
    cloud.declare("POST /v1/projects/p:getIamPolicy", { etag: "e1" }, { etag: "e2", bindings: [binding] });
    cloud.declare("POST /v1/projects/p:setIamPolicy", {});
    const { id } = await create(PROJECT, { project: "p", role: binding.role, member: "serviceAccount:s" });
    assert.deepEqual(cloud.calls[0]?.body, { options: { requestedPolicyVersion: 3 } });
    assert.deepEqual(cloud.calls[1]?.body, {
      policy: { bindings: [binding], etag: "e1", version: 3 },
      updateMask: "bindings,etag,auditConfigs",
    });
    assert.equal(id, "p/roles/cloudsql.client/serviceAccount:s");
  });

  it("of a secret keep its condition apart from other bindings of the role", async () => {
    const condition = { title: "until", expression: "request.time < timestamp('2027-01-01T00:00:00Z')" };
    const role = "roles/secretmanager.secretAccessor";
    const plain = { role, members: ["user:a@b"] };
    const read = "GET /v1/projects/p/secrets/jwt:getIamPolicy?options.requestedPolicyVersion=3";
    cloud.declare(
      read,
      { bindings: [plain] },
      { bindings: [plain, { role, members: ["user:c@d"], condition }] },
    );
    cloud.declare("POST /v1/projects/p/secrets/jwt:setIamPolicy", {});
    const { id, state } = await create(SECRET, { secretId: "jwt", role, member: "user:c@d", condition });
    assert.deepEqual(cloud.calls[1]?.body, {
      policy: { bindings: [plain, { role, members: ["user:c@d"], condition }], version: 3 },
    });
    assert.equal(id, `projects/p/secrets/jwt/${role}/user:c@d/until`);
    assert.equal(state.secretId, "projects/p/secrets/jwt");
  });
});
