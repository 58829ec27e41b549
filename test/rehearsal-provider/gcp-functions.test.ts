import assert from "node:assert/strict";
import type { PropertyMap } from "../../rehearsal/provider/plugin/property-value.ts";
import { type FakeCloud, fakeCloud, refusal } from "./fake-cloud.ts";
import { configuredProvider, SERVICE_PATH, serviceDocument } from "./gcp-harness.ts";
import { sdkDeclarations } from "./sdk-declarations.ts";

const GET_SERVICE = "gcp:cloudrunv2/getService:getService";
const GET_INSTANCE = "gcp:sql/getDatabaseInstance:getDatabaseInstance";
const signal = new AbortController().signal;

describe("rehearsal/provider: functions of the gcp plugin", () => {
  let cloud: FakeCloud;

  beforeEach(async () => {
    cloud = await fakeCloud();
  });
  afterEach(() => cloud.close());

  it("read a live service with all its annotations, in the SDK's own shape", async () => {
    cloud.declare(`GET ${SERVICE_PATH}`, { ...serviceDocument(), annotations: { pinned: "by somebody" } });
    const service = await configuredProvider(cloud).invoke(GET_SERVICE, { name: "web" }, signal);
    const declared = [
      ...sdkDeclarations("@pulumi/gcp").top("cloudrunv2/getService.d.ts", "GetServiceResult").keys(),
    ];
    assert.ok(declared.length > 30);
    assert.deepEqual(
      declared.filter((key) => !(key in service)),
      [],
    );
    assert.deepEqual(service.annotations, { pinned: "by somebody" });
    const [template = {}] = service.templates as PropertyMap[];
    const [container = {}] = template.containers as PropertyMap[];
    assert.deepEqual((container.ports as PropertyMap[])[0], { containerPort: 8000, name: "http1" });
    assert.equal((container.startupProbes as PropertyMap[])[0]?.failureThreshold, 1);
    assert.deepEqual(container.envs, [
      { name: "B", value: "2", valueSources: [] },
      { name: "A", value: "1", valueSources: [] },
    ]);
  });

  it("say that a service is not found, so that a program can catch it", async () => {
    cloud.declare(`GET ${SERVICE_PATH}`, { status: 404, body: refusal(404, "Resource 'web' was not found") });
    await assert.rejects(
      configuredProvider(cloud).invoke(GET_SERVICE, { name: "web", location: "l" }, signal),
      {
        message: "projects/p/locations/l/services/web not found",
      },
    );
  });

  it("read a Cloud SQL instance", async () => {
    cloud.declare("GET /sql/v1beta4/projects/p/instances/db", {
      name: "db",
      connectionName: "p:l:db",
      databaseVersion: "POSTGRES_15",
      ipAddresses: [{ type: "PRIVATE", ipAddress: "10.0.0.2" }],
      settings: { tier: "db-f1-micro", dataDiskSizeGb: "10" },
    });
    const instance = await configuredProvider(cloud).invoke(GET_INSTANCE, { name: "db" }, signal);
    assert.equal(instance.connectionName, "p:l:db");
    assert.equal(instance.privateIpAddress, "10.0.0.2");
    assert.equal(instance.firstIpAddress, "10.0.0.2");
    assert.equal(instance.publicIpAddress, "");
    assert.equal((instance.settings as PropertyMap[])[0]?.diskSize, 10);
    assert.equal(instance.id, "projects/p/instances/db");
  });

  it("give the client's configuration with the token marked secret", async () => {
    const token = "gcp:organizations/getClientConfig:getClientConfig";
    const client = await configuredProvider(cloud).invoke(token, {}, signal);
    assert.equal(client.project, "p");
    assert.equal(client.region, "l");
    assert.equal((client.accessToken as PropertyMap).value, "token");
    assert.equal(
      (client.accessToken as PropertyMap)["4dabf18193072939515e22adb298388d"],
      "1b47061264138c4ac30d75fd1eb44270",
    );
  });
});
