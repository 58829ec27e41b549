import assert from "node:assert/strict";
import type { ServiceDocument } from "../../rehearsal/contract.ts";
import { PARENT, PROJECT, SQL_INSTANCE, startTestCloud, type TestCloud, template } from "./runtime-cloud.ts";

const SECRET = { secret: "api-key", version: "1" };
const PASSWORD = { secret: "database-password", version: "1" };
const ACCOUNT = `web-runner@${PROJECT}.iam.gserviceaccount.com`;

describe("an instance's surroundings", function () {
  this.timeout(120_000);
  let cloud: TestCloud;
  let service: ServiceDocument;

  before(async () => {
    const databases = [{ name: "netra", owner: "netra", passwordSecret: PASSWORD }];
    cloud = await startTestCloud({
      idleTimeoutSeconds: 2,
      landscape: {
        ...{ project: PROJECT, region: "us-central1", secrets: [SECRET, PASSWORD], redis: true },
        sqlInstances: [{ connectionName: SQL_INSTANCE, databases }],
      },
    });
    await cloud.call("POST", `/v1/projects/${PROJECT}/serviceAccounts`, { accountId: "web-runner" });
    const bindings = [{ role: "roles/secretmanager.secretAccessor", members: [`serviceAccount:${ACCOUNT}`] }];
    await cloud.call("POST", `/v1/projects/${PROJECT}/secrets/${SECRET.secret}:setIamPolicy`, {
      policy: { bindings },
    });
    const { containers } = template(cloud.image) as { containers: [{ env: object[] }] };
    containers[0].env.push({ name: "API_KEY", valueSource: { secretKeyRef: SECRET } });
    service = await cloud.deploy("web", {
      serviceAccount: ACCOUNT,
      containers: [
        {
          ...containers[0],
          volumeMounts: [
            { name: "cloudsql", mountPath: "/cloudsql" },
            { name: "keys", mountPath: "/keys" },
            { name: "scratch", mountPath: "/scratch" },
          ],
        },
      ],
      volumes: [
        { name: "cloudsql", cloudSqlInstance: { instances: [SQL_INSTANCE] } },
        { name: "keys", secret: { secret: SECRET.secret, items: [{ path: "api/key", version: "1" }] } },
        { name: "scratch", emptyDir: { medium: "MEMORY", sizeLimit: "16Mi" } },
      ],
    });
    await cloud.allowAll("web");
    assert.equal(service.terminalCondition?.message, undefined);
  });
  after(() => cloud.dispose());

  const text = async (path: string) => (await fetch(`${service.uri}${path}`)).text();

  it("hold the payload of a secret version as a variable and as a file that all may read", async () => {
    const version = `projects/${PROJECT}/secrets/${SECRET.secret}/versions/1`;
    const { payload } = (await cloud.get(`/v1/${version}:access`)) as { payload: { data: string } };
    const secret = Buffer.from(payload.data, "base64").toString();
    assert.match(secret, /^[\w-]{43}$/);
    assert.equal((JSON.parse(await text("/env")) as Record<string, string>).API_KEY, secret);
    assert.equal(await text("/file?path=/keys/api/key"), `444 ${secret}`);
  });

  it("hold PostgreSQL's socket under /cloudsql, for a user that is not root", async () => {
    const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]).toString("base64");
    const socket = `/cloudsql/${SQL_INSTANCE}/.s.PGSQL.5432`;
    const answer = await text(`/dial?${new URLSearchParams({ path: socket, send: sslRequest })}`);
    assert.equal(answer, "N");
  });

  it("reach Redis by host name and port", async () => {
    const send = Buffer.from("PING\r\n").toString("base64");
    assert.deepEqual(cloud.endpoint.redis, { host: "redis.rehearsal", port: 6379 });
    assert.equal(await text(`/dial?${new URLSearchParams({ host: "redis.rehearsal", send })}`), "+PONG\r\n");
  });

  it("are there again after scaling to zero: the first requests wait for the new instance", async () => {
    await until(async () => (await cloud.instances("web")).length === 0);
    const answers = await Promise.all(["/", "/", "/"].map(text));
    assert.deepEqual(answers, ["hello", "hello", "hello"]);
    assert.equal((await cloud.instances("web")).length, 1);
  });

  it("keep the minimum of instances, also past the idle time, and replace one that ends", async () => {
    const kept = await cloud.deploy("web", { ...service.template, scaling: { minInstanceCount: 1 } });
    assert.equal(kept.terminalCondition?.state, "CONDITION_SUCCEEDED");
    const revision = kept.latestReadyRevision?.split("/").at(-1);
    const ofRevision = async () => (await cloud.instances("web")).filter((one) => one.revision === revision);
    const [first] = await ofRevision();
    await fetch(`${service.uri}/exit`);
    await until(async () => {
      const [second] = await ofRevision();
      return second !== undefined && second.id !== first?.id;
    });
  });

  it("end with the service: no container, no address", async () => {
    await cloud.call("DELETE", `/v2/${PARENT}/services/web`);
    await until(async () => (await cloud.instances("web")).length === 0);
    await assert.rejects(fetch(service.uri ?? ""), TypeError);
  });
});

async function until(condition: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 30_000;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error("not within 30 s");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
