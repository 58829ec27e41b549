import assert from "node:assert/strict";
import { PROJECT, PROJECT_NUMBER, type RunningApi, runApi } from "./running-api.ts";

const ACCOUNTS = `/v1/projects/${PROJECT}/serviceAccounts`;
const EMAIL = `backend@${PROJECT}.iam.gserviceaccount.com`;
const CLIENT = { role: "roles/cloudsql.client", members: [`serviceAccount:${EMAIL}`] };

describe("service accounts and the project's policy", () => {
  let api: RunningApi;
  beforeEach(async () => {
    api = await runApi();
    await api.call("POST", ACCOUNTS, { accountId: "backend", serviceAccount: { displayName: "Backend" } });
  });
  afterEach(() => api.close());

  it("create, list, patch and delete an account", async () => {
    const { body } = await api.call("GET", `${ACCOUNTS}/${EMAIL}`);
    assert.deepEqual([body.email, body.displayName, body.projectId], [EMAIL, "Backend", PROJECT]);
    assert.match(`${body.uniqueId}`, /^1\d{20}$/);
    assert.equal((await api.call("GET", `${ACCOUNTS}/${body.uniqueId}`)).body.email, EMAIL);
    assert.equal((await api.call("GET", `/v1/projects/-/serviceAccounts/${EMAIL}`)).body.email, EMAIL);
    const patch = { serviceAccount: { description: "serves" }, updateMask: "description" };
    const patched = await api.call("PATCH", `${ACCOUNTS}/${EMAIL}`, patch);
    assert.deepEqual([patched.body.displayName, patched.body.description], ["Backend", "serves"]);
    const unknown = { ...patch, updateMask: "description,displayNam" };
    const refused = await api.call("PATCH", `${ACCOUNTS}/${EMAIL}`, unknown);
    assert.equal(refused.body.error?.message, "Invalid update mask path 'displayNam'.");
    const whole = await api.call("PATCH", `${ACCOUNTS}/${EMAIL}`, { ...patch, updateMask: "*" });
    assert.equal(whole.status, 501);
    assert.equal(((await api.call("GET", ACCOUNTS)).body.accounts as object[]).length, 1);
    assert.deepEqual((await api.call("DELETE", `${ACCOUNTS}/${EMAIL}`)).body, {});
    assert.equal(
      (await api.call("GET", `${ACCOUNTS}/${EMAIL}`)).body.error?.message,
      "Unknown service account",
    );
  });

  it("refuse an account that exists, and a malformed ID", async () => {
    const again = await api.call("POST", ACCOUNTS, { accountId: "backend" });
    assert.equal(again.status, 409);
    assert.equal(
      again.body.error?.message,
      `Service account backend already exists within project projects/${PROJECT}.`,
    );
    assert.equal(
      (await api.call("POST", ACCOUNTS, { accountId: "b" })).body.error?.status,
      "INVALID_ARGUMENT",
    );
  });

  it("read, set and guard the project's policy by its etag", async () => {
    const path = `/v1/projects/${PROJECT}`;
    const options = { options: { requestedPolicyVersion: 3 } };
    const { etag } = (await api.call("POST", `${path}:getIamPolicy`, options)).body;
    const updateMask = "bindings,etag,auditConfigs";
    const policy = { bindings: [CLIENT], etag, version: 3 };
    assert.equal((await api.call("POST", `${path}:setIamPolicy`, { policy, updateMask })).status, 200);
    const read = await api.call("POST", `${path}:getIamPolicy`, {});
    assert.deepEqual(read.body.bindings, [CLIENT]);
    const late = await api.call("POST", `${path}:setIamPolicy`, {
      policy: { bindings: [], etag },
      updateMask,
    });
    assert.deepEqual([late.status, late.body.error?.status], [409, "ABORTED"]);
  });

  it("refuse members that do not exist or are of no known type", async () => {
    const set = (member: string) => {
      const policy = { bindings: [{ role: "roles/cloudsql.client", members: [member] }] };
      return api.call("POST", `/v1/projects/${PROJECT}:setIamPolicy`, { policy });
    };
    const ghost = `ghost@${PROJECT}.iam.gserviceaccount.com`;
    const missing = await set(`serviceAccount:${ghost}`);
    assert.equal(missing.body.error?.message, `Service account ${ghost} does not exist.`);
    assert.match(
      `${(await set("backend")).body.error?.message}`,
      /^The member backend is of an unknown type\./,
    );
  });

  it("know the project", async () => {
    const { body } = await api.call("GET", `/v1/projects/${PROJECT}`);
    assert.deepEqual(body, {
      projectNumber: PROJECT_NUMBER,
      projectId: PROJECT,
      lifecycleState: "ACTIVE",
      name: PROJECT,
    });
  });
});
