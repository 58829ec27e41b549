import assert from "node:assert/strict";
import { LOCATION, PROJECT, PROJECT_NUMBER, type RunningApi, runApi } from "./running-api.ts";

const EMAIL = `backend@${PROJECT}.iam.gserviceaccount.com`;
const SECRET = `/v1/projects/${PROJECT}/secrets/jwt`;
const MEMBER = `serviceAccount:${EMAIL}`;

const service = (version: string, serviceAccount = EMAIL) => ({
  template: {
    revision: "web-1",
    serviceAccount,
    containers: [
      { image: "i", env: [{ name: "JWT", valueSource: { secretKeyRef: { secret: "jwt", version } } }] },
    ],
  },
});

describe("a service that reads secrets", () => {
  let api: RunningApi;
  beforeEach(async () => {
    api = await runApi();
    await api.call("POST", `/v1/projects/${PROJECT}/serviceAccounts`, { accountId: "backend" });
    await api.call("POST", `/v1/projects/${PROJECT}/secrets?secretId=jwt`, {
      replication: { automatic: {} },
    });
    await api.call("POST", `${SECRET}:addVersion`, {
      payload: { data: Buffer.from("hush").toString("base64") },
    });
  });
  afterEach(() => api.close());

  const create = (body: object) => api.call("POST", `/v2/${LOCATION}/services?serviceId=web`, body);
  const grant = (path: string) =>
    api.call("POST", `${path}:setIamPolicy`, {
      policy: { bindings: [{ role: "roles/secretmanager.secretAccessor", members: [MEMBER] }] },
    });

  it("is refused while its service account may not read them", async () => {
    const { status, body } = await create(service("1"));
    assert.deepEqual([status, body.error?.status], [400, "FAILED_PRECONDITION"]);
    assert.equal(
      body.error?.message,
      "Revision 'web-1' is not ready and cannot serve traffic. " +
        "spec.template.spec.containers[0].env[0].value_from.secret_key_ref.name: Permission denied on secret: " +
        `projects/${PROJECT_NUMBER}/secrets/jwt/versions/1 for Revision service account ${EMAIL}. ` +
        "The service account used must be granted the 'Secret Manager Secret Accessor' role " +
        "(roles/secretmanager.secretAccessor) at the secret, project or higher level.",
    );
  });

  for (const [where, path] of [
    ["the secret", SECRET],
    ["the project", `/v1/projects/${PROJECT}`],
  ] as const) {
    it(`is taken once the role is granted on ${where}`, async () => {
      await grant(path);
      assert.equal((await create(service("1"))).status, 200);
    });
  }

  it("can shift traffic and change labels though its role has been taken away", async () => {
    await grant(SECRET);
    await api.operate("POST", `/v2/${LOCATION}/services?serviceId=web`, service("1"));
    await api.call("POST", `${SECRET}:setIamPolicy`, { policy: {} });
    const change = {
      labels: { a: "1" },
      traffic: [{ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent: 100, tag: "t" }],
    };
    const shifted = await api.call("PATCH", `/v2/${LOCATION}/services/web?updateMask=labels,traffic`, change);
    assert.equal(shifted.status, 200);
    const { status } = await api.call("PATCH", `/v2/${LOCATION}/services/web`, service("latest"));
    assert.equal(status, 409);
  });

  it("is refused for a version that is missing or disabled", async () => {
    await grant(SECRET);
    const missing = await create(service("7"));
    assert.match(`${missing.body.error?.message}`, /secrets\/jwt\/versions\/7 was not found$/);
    await api.call("POST", `${SECRET}/versions/1:disable`, {});
    const disabled = await create(service("latest"));
    assert.match(`${disabled.body.error?.message}`, /secrets\/jwt\/versions\/latest is in DISABLED state$/);
  });

  it("is refused with a service account that does not exist", async () => {
    const { status, body } = await create(service("1", `ghost@${PROJECT}.iam.gserviceaccount.com`));
    assert.equal(status, 403);
    assert.equal(
      body.error?.message,
      `Permission 'iam.serviceaccounts.actAs' denied on service account ghost@${PROJECT}.iam.gserviceaccount.com (or it may not exist).`,
    );
  });
});
