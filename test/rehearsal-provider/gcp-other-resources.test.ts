import assert from "node:assert/strict";
import type { PropertyMap } from "../../rehearsal/provider/plugin/property-value.ts";
import type { Provider } from "../../rehearsal/provider/plugin/provider.ts";
import { type FakeCloud, fakeCloud } from "./fake-cloud.ts";
import { checked, configuredProvider, of } from "./gcp-harness.ts";

const REPOSITORY = "gcp:artifactregistry/repository:Repository";
const ACCOUNT = "gcp:serviceaccount/account:Account";

describe("rehearsal/provider: repositories and service accounts", () => {
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

  const keep = { action: "KEEP", mostRecentVersions: { keepCount: 20 } };
  const drop = { action: "DELETE", condition: { tagState: "UNTAGGED" } };
  const repositoryDocument = {
    name: "projects/p/locations/l/repositories/images",
    format: "DOCKER",
    mode: "STANDARD_REPOSITORY",
    cleanupPolicies: { drop: { id: "drop", ...drop }, keep: { id: "keep", ...keep } },
    labels: { "goog-pulumi-provisioned": "true" },
    registryUri: "l-docker.pkg.dev/p/images",
  };

  async function createdRepository() {
    cloud.declare("POST /v1/projects/p/locations/l/repositories?repository_id=images", {
      name: "projects/p/locations/l/operations/o",
      done: true,
    });
    cloud.declare("GET /v1/projects/p/locations/l/repositories/images", repositoryDocument);
    const cleanupPolicies = [
      { id: "keep", ...keep },
      { id: "drop", ...drop },
    ];
    return create(REPOSITORY, { repositoryId: "images", location: "l", format: "docker", cleanupPolicies });
  }

  it("send cleanup policies as a map and read them back in the program's order", async () => {
    const { id, state, inputs } = await createdRepository();
    assert.deepEqual(cloud.calls[0]?.body, {
      format: "docker",
      mode: "STANDARD_REPOSITORY",
      labels: { "goog-pulumi-provisioned": "true" },
      cleanupPolicies: { keep: { id: "keep", ...keep }, drop: { id: "drop", ...drop } },
    });
    assert.equal(state.name, "images");
    assert.equal(state.registryUri, "l-docker.pkg.dev/p/images");
    assert.deepEqual(await provider.diff({ ...of(REPOSITORY), id, state, news: inputs }), []);
  });

  it("update a repository with a mask of what changed", async () => {
    const { id, state, inputs } = await createdRepository();
    const path = "/v1/projects/p/locations/l/repositories/images";
    cloud.declare(`PATCH ${path}?updateMask=labels,description`, repositoryDocument);
    const news = { ...inputs, description: "Images", labels: { team: "netra" } };
    await provider.update({ ...of(REPOSITORY), id, state, oldInputs: inputs, news, preview: false });
    const body = cloud.calls.find(({ method }) => method === "PATCH")?.body as PropertyMap;
    assert.deepEqual(body.labels, { "goog-pulumi-provisioned": "true", team: "netra" });
    assert.equal(body.description, "Images");
  });

  const account = {
    name: "projects/p/serviceAccounts/web@p.iam.gserviceaccount.com",
    email: "web@p.iam.gserviceaccount.com",
    uniqueId: "1",
    displayName: "Web",
  };

  it("create a service account and give its member name", async () => {
    cloud.declare("POST /v1/projects/p/serviceAccounts", account);
    cloud.declare("GET /v1/projects/p/serviceAccounts/web@p.iam.gserviceaccount.com", account);
    const { id, state, inputs } = await create(ACCOUNT, { accountId: "web", displayName: "Web" });
    assert.deepEqual(cloud.calls[0]?.body, { accountId: "web", serviceAccount: { displayName: "Web" } });
    assert.equal(id, account.name);
    assert.equal(state.member, "serviceAccount:web@p.iam.gserviceaccount.com");
    assert.deepEqual(await provider.diff({ ...of(ACCOUNT), id, state, news: inputs }), []);
  });

  it("give a resource without a name one of its own, and keep it", async () => {
    const first = await checked(provider, ACCOUNT, {});
    assert.match(String(first.accountId), /^web-[0-9a-f]{7}$/);
    const request = { ...of(ACCOUNT), olds: first, news: {}, randomSeed: new Uint8Array([9]) };
    assert.equal((await provider.check(request)).inputs.accountId, first.accountId);
  });

  it("refuse by name what the real plugin knows and the rehearsal does not", async () => {
    await assert.rejects(checked(provider, ACCOUNT, { accountId: "web", disabled: true }), {
      message: `The argument "disabled" is not emulated by the rehearsal's stand-in. Examine values at 'web.disabled'`,
    });
    const bucket = { ...of("gcp:storage/bucket:Bucket"), olds: {}, news: {}, randomSeed: new Uint8Array() };
    await assert.rejects(provider.check(bucket), {
      message: "the rehearsal's stand-in for the gcp plugin does not emulate gcp:storage/bucket:Bucket",
    });
  });
});
