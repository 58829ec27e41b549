import assert from "node:assert/strict";
import { LOCATION, PROJECT, PROJECT_NUMBER, type RunningApi, runApi } from "./running-api.ts";

describe("Artifact Registry, Cloud SQL Admin and Service Usage", () => {
  let api: RunningApi;
  before(async () => {
    api = await runApi({ registry: "127.0.0.1:15000" });
    api.store.put("sqlInstances", `${PROJECT}:us-central1:postgres`, {
      connectionName: `${PROJECT}:us-central1:postgres`,
      databaseVersion: "POSTGRES_15",
      databases: ["netra"],
    });
  });
  after(() => api.close());

  const REPOSITORIES = `/v1/${LOCATION}/repositories`;

  it("create a Docker repository through an operation, and list, patch and delete it", async () => {
    const body = { format: "DOCKER", mode: "STANDARD_REPOSITORY", labels: { a: "1" } };
    const created = await api.call("POST", `${REPOSITORIES}?repository_id=netra`, body);
    assert.equal(created.body.done, true);
    assert.equal((await api.call("GET", `/v1/${created.body.name}`)).body.done, true);
    const again = await api.call("POST", `${REPOSITORIES}?repositoryId=netra`, body);
    assert.deepEqual([again.status, again.body.error?.message], [409, "the repository already exists"]);
    const patched = await api.call("PATCH", `${REPOSITORIES}/netra?updateMask=description`, {
      description: "images",
    });
    assert.deepEqual(patched.body.labels, { a: "1" });
    assert.equal(patched.body.registryUri, `127.0.0.1:15000/${PROJECT}/netra`);
    assert.equal(((await api.call("GET", REPOSITORIES)).body.repositories as object[]).length, 1);
    assert.equal((await api.call("DELETE", `${REPOSITORIES}/netra`)).body.done, true);
    assert.equal((await api.call("GET", `${REPOSITORIES}/netra`)).status, 404);
  });

  it("refuse repositories of other formats", async () => {
    const { status } = await api.call("POST", `${REPOSITORIES}?repositoryId=packages`, { format: "NPM" });
    assert.equal(status, 501);
  });

  for (const path of ["/sql/v1beta4", "/v1beta4", "/v1"]) {
    it(`read a Cloud SQL instance and its databases under ${path}`, async () => {
      const { body } = await api.call("GET", `${path}/projects/${PROJECT}/instances/postgres`);
      assert.equal(body.connectionName, `${PROJECT}:us-central1:postgres`);
      assert.deepEqual(
        [body.state, body.databaseVersion, body.region],
        ["RUNNABLE", "POSTGRES_15", "us-central1"],
      );
      const databases = await api.call(
        "GET",
        `${path}/projects/${PROJECT}/instances/postgres/databases?fields=items/name`,
      );
      assert.deepEqual(databases.body, { items: [{ name: "netra" }] });
      const missing = await api.call("GET", `${path}/projects/${PROJECT}/instances/none`);
      assert.equal(missing.body.error?.message, "The Cloud SQL instance does not exist.");
    });
  }

  it("list the enabled services as the provider asks for them", async () => {
    const query = "filter=state:ENABLED&fields=services/name,nextPageToken&pageSize=200&alt=json";
    const { body } = await api.call("GET", `/v1/projects/${PROJECT}/services?${query}`);
    assert.ok(
      (body.services as { name: string }[]).some(
        ({ name }) => name === `projects/${PROJECT_NUMBER}/services/run.googleapis.com`,
      ),
    );
  });

  it("answer that an API is enabled when asked to enable it, and refuse those that are not there", async () => {
    const services = `/v1/projects/${PROJECT}/services`;
    const { body } = await api.call("POST", `${services}/run.googleapis.com:enable`, {});
    assert.equal(body.done, true);
    assert.equal((body.response as { service: { state: string } }).service.state, "ENABLED");
    const serviceIds = ["run.googleapis.com", "compute.googleapis.com"];
    const refused = await api.call("POST", `${services}:batchEnable`, { serviceIds });
    assert.deepEqual(
      [refused.status, refused.body.error?.message],
      [400, "The rehearsal does not emulate compute.googleapis.com, so it cannot be enabled."],
    );
  });
});
