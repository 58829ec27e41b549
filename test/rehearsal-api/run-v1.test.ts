import assert from "node:assert/strict";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import type { V1Revision, V1Service } from "../../rehearsal/api/run-v1/v1-types.ts";
import type { ServiceDocument } from "../../rehearsal/contract.ts";
import { IMAGE, NAMESPACE, v1Service, viaProxy } from "./run-v1-client.ts";
import { LOCATION, PROJECT_NUMBER, type RunningApi, runApi } from "./running-api.ts";

const SERVICES = `${NAMESPACE}/services`;

describe("Cloud Run v1 services", () => {
  let api: RunningApi;
  beforeEach(async () => {
    api = await runApi();
  });
  afterEach(() => api.close());

  const call = (method: string, path: string, body?: unknown) => viaProxy(api, method, path, body);
  const get = async () => (await call("GET", `${SERVICES}/web`)).body as V1Service;
  const settled = async (answered: Promise<{ status: number; body: object }>) => {
    const { status, body } = await answered;
    assert.equal(status, 200, JSON.stringify(body));
    const id = (body as V1Service).metadata?.annotations?.["run.googleapis.com/operation-id"];
    const waited = await call("POST", `/v1/${LOCATION}/operations/${id}:wait`, { timeout: "5s" });
    assert.equal(waited.body.done, true);
    return waited.body.response as unknown as V1Service;
  };
  const create = (...service: Parameters<typeof v1Service>) =>
    settled(call("POST", SERVICES, v1Service(...service)));

  it("are created in the region that the host names, and shown as Knative resources", async () => {
    const service = await create({ metadata: { name: "web-one" } });
    assert.deepEqual(
      [service.metadata?.namespace, service.metadata?.labels],
      [PROJECT_NUMBER, { "cloud.googleapis.com/location": "us-central1" }],
    );
    assert.deepEqual(
      service.status?.conditions?.map(({ type, status }) => [type, status]),
      [
        ["Ready", "True"],
        ["ConfigurationsReady", "True"],
        ["RoutesReady", "True"],
      ],
    );
    assert.deepEqual(service.status?.traffic, [
      { latestRevision: true, percent: 100, revisionName: "web-one" },
    ]);
    assert.deepEqual(service.status?.address, { url: service.status?.url });
    assert.ok(api.store.get("services", `${LOCATION}/services/web`));
  });

  it("are the services of v2", async () => {
    const annotations = {
      "autoscaling.knative.dev/maxScale": "3",
      "run.googleapis.com/cloudsql-instances": "netra-staging:us-central1:db",
      "run.googleapis.com/cpu-throttling": "false",
      "run.googleapis.com/startup-cpu-boost": "true",
      "run.googleapis.com/execution-environment": "gen2",
    };
    await create({ metadata: { annotations } });
    const { body } = await api.call("GET", `/v2/${LOCATION}/services/web`);
    const { template } = body as unknown as ServiceDocument;
    assert.deepEqual(template.scaling, { maxInstanceCount: 3 });
    assert.equal(template.executionEnvironment, "EXECUTION_ENVIRONMENT_GEN2");
    assert.deepEqual(template.volumes, [
      { name: "cloudsql", cloudSqlInstance: { instances: ["netra-staging:us-central1:db"] } },
    ]);
    assert.deepEqual(template.containers?.[0]?.volumeMounts, [{ name: "cloudsql", mountPath: "/cloudsql" }]);
    assert.deepEqual(template.containers?.[0]?.resources, {
      limits: { cpu: "1000m", memory: "512Mi" },
      startupCpuBoost: true,
    });
    assert.deepEqual((await get()).spec?.template?.metadata?.annotations, annotations);
  });

  it("refuse fields that Google does not know, at their path", async () => {
    const spec = { containers: [{ imagee: IMAGE }] };
    const { status, body } = await call("POST", SERVICES, v1Service({ spec }));
    assert.equal(status, 400);
    assert.equal(
      body.error?.message,
      "Invalid JSON payload received. Unknown name \"imagee\" at 'service.spec.template.spec.containers[0]': Cannot find field.",
    );
  });

  it("refuse what Cloud Run does not support and annotations that say nothing, all at once", async () => {
    const { status, body } = await call(
      "POST",
      SERVICES,
      v1Service(
        {
          metadata: {
            annotations: { "autoscaling.knative.dev/maxScale": "many", "run.googleapis.com/tpu": "1" },
          },
          spec: { containers: [{ image: IMAGE, imagePullPolicy: "Always" }] },
        },
        { metadata: { namespace: "another" }, traffic: [{ percent: 100 }] },
      ),
    );
    assert.equal(status, 400);
    assert.deepEqual(body.error?.message.split("\n"), [
      "metadata.namespace must be the project, 'netra-staging'.",
      "Exactly one of latestRevision and revisionName must be set.",
      "service.spec.template.spec.containers[0].imagePullPolicy is not supported by Cloud Run.",
      "Invalid value 'many' for annotation autoscaling.knative.dev/maxScale: it must be a whole number, 0 or more.",
      "The annotation run.googleapis.com/tpu is not supported on this resource.",
    ]);
  });

  it("answer 501 for settings that the rehearsal does not emulate", async () => {
    const annotations = { "run.googleapis.com/binary-authorization": "default" };
    const { status, body } = await call("POST", SERVICES, v1Service({}, { metadata: { annotations } }));
    assert.deepEqual(
      [status, body.error?.message],
      [501, "The rehearsal does not emulate the annotation run.googleapis.com/binary-authorization."],
    );
  });

  it("refuse a replacement of an older version, and take one of the present version or of none", async () => {
    await create();
    const created = await get();
    const version = created.metadata?.resourceVersion;
    await settled(call("PUT", `${SERVICES}/web`, created));
    const { status, body } = await call("PUT", `${SERVICES}/web`, created);
    const current = (await get()).metadata?.resourceVersion;
    assert.deepEqual([status, body.error?.status], [409, "ABORTED"]);
    assert.equal(
      body.error?.message,
      `Conflict for resource 'web': version '${version}' was specified but current version is '${current}'.`,
    );
    await settled(call("PUT", `${SERVICES}/web`, v1Service()));
  });

  it("let one of two win that replace the same version at once, and tell the other", async () => {
    await create();
    const service = await get();
    const both = await Promise.all([1, 2].map(() => call("PUT", `${SERVICES}/web`, service)));
    assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 409]);
  });

  it("move traffic without a new revision, whatever v2 had declared that v1 cannot say", async () => {
    const template = {
      revision: "web-one",
      timeout: "2.500s",
      containers: [{ image: IMAGE, volumeMounts: [{ name: "db", mountPath: "/cloudsql" }] }],
      volumes: [{ name: "db", cloudSqlInstance: { instances: ["netra-staging:us-central1:db"] } }],
    };
    await api.operate("POST", `/v2/${LOCATION}/services?serviceId=web`, { template });
    const stored = api.store.get<ServiceDocument>("services", `${LOCATION}/services/web`);
    const service = await get();
    const traffic = [{ revisionName: "web-one", percent: 100, tag: "stable" }];
    await settled(call("PUT", `${SERVICES}/web`, { ...service, spec: { ...service.spec, traffic } }));
    const moved = api.store.get<ServiceDocument>("services", `${LOCATION}/services/web`);
    assert.deepEqual(moved?.template, stored?.template);
    assert.equal(api.store.list("revisions").length, 1);
    assert.deepEqual((await get()).status?.traffic, [
      { revisionName: "web-one", percent: 100, tag: "stable" },
    ]);
  });

  it("make a new revision where only the nonce differs, as gcloud asks for one", async () => {
    await create({ metadata: { labels: { "client.knative.dev/nonce": "abc" } } });
    await settled(
      call(
        "PUT",
        `${SERVICES}/web`,
        v1Service({ metadata: { labels: { "client.knative.dev/nonce": "def" } } }),
      ),
    );
    const selector = encodeURIComponent("client.knative.dev/nonce = def");
    const { body } = await call("GET", `${NAMESPACE}/revisions?labelSelector=${selector}`);
    const [found, ...others] = body.items as unknown as V1Revision[];
    assert.deepEqual([found?.metadata?.name, others], [(await get()).status?.latestReadyRevisionName, []]);
    assert.equal(api.store.list("revisions").length, 2);
  });

  it("store nothing in a dry run", async () => {
    const { status, body } = await call("POST", `${SERVICES}?dryRun=all`, v1Service());
    assert.deepEqual([status, body.kind, api.store.list("services")], [200, "Service", []]);
    const wrong = await call("POST", `${SERVICES}?dryRun=some`, v1Service());
    assert.equal(wrong.body.error?.message, 'dryRun must be "all": some');
  });

  it("show their halves as configuration and route", async () => {
    await create({ metadata: { name: "web-one" } });
    const configuration = (await call("GET", `${NAMESPACE}/configurations/web`)).body;
    const route = (await call("GET", `${NAMESPACE}/routes/web`)).body;
    assert.deepEqual([configuration.kind, route.kind], ["Configuration", "Route"]);
    assert.equal((configuration.status as V1Service["status"])?.latestReadyRevisionName, "web-one");
    assert.deepEqual((route.spec as { traffic: object[] }).traffic, [
      { latestRevision: true, percent: 100, revisionName: "web-one" },
    ]);
  });

  it("are gone after their deletion, which goes on by itself", async () => {
    await create();
    const { body } = await call("DELETE", `${SERVICES}/web`);
    assert.equal(body.status, "Success");
    await api.resume();
    const missing = await call("GET", `${SERVICES}/web`);
    assert.equal(
      missing.body.error?.message,
      "Resource 'web' of kind 'SERVICE' in region 'us-central1' in project 'netra-staging' does not exist.",
    );
  });

  it("are refused to a host without a region, and nothing is tunnelled to anywhere", async () => {
    const { body } = await viaProxy(api, "GET", `${SERVICES}/web`, undefined, "run.googleapis.com");
    assert.equal(
      body.error?.message,
      "The host 'run.googleapis.com' names no region, such as us-central1-run.googleapis.com does.",
    );
    const socket = connect(api.port, "127.0.0.1");
    socket.write("CONNECT compute.googleapis.com:443 HTTP/1.1\r\nHost: compute.googleapis.com:443\r\n\r\n");
    const [statusLine] = (await text(socket)).split("\r\n");
    assert.equal(
      statusLine,
      "HTTP/1.1 403 Forbidden: the rehearsal lets nothing through to compute.googleapis.com:443",
    );
  });
});
