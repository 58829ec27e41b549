import assert from "node:assert/strict";
import { type CloudRunClients, createCloudRunReader } from "../../release/cloud-run-reader.ts";

const serviceName = "projects/p/locations/l/services/backend";
const container = {
  image: "registry/p/images/backend@sha256:1",
  resources: { limits: { cpu: "1", memory: "512Mi" } },
  ports: [{ name: "http1", containerPort: 8000 }],
  env: [{ name: "B", value: "secret value" }, { name: "A" }],
};

/** Clients that answer as Google's do, and refuse every name but the service's. */
function clients(service: object | Error, revisions: object[] = []): CloudRunClients {
  const answer = async (name: unknown, value: unknown) => {
    assert.equal(name, serviceName);
    if (value instanceof Error) throw value;
    return [value];
  };
  return {
    services: { getService: (request: { name: string }) => answer(request.name, service) },
    revisions: { listRevisions: (request: { parent: string }) => answer(request.parent, revisions) },
  } as unknown as CloudRunClients;
}

describe("Cloud Run reader", () => {
  it("reads a service: names shortened, condition and traffic in words of its own", async () => {
    const reader = createCloudRunReader(
      clients({
        name: serviceName,
        uri: "http://127.0.0.1:1",
        reconciling: false,
        terminalCondition: { state: "CONDITION_SUCCEEDED", message: "" },
        latestReadyRevision: `${serviceName}/revisions/backend-b`,
        latestCreatedRevision: `${serviceName}/revisions/backend-b`,
        trafficStatuses: [
          { type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent: 90, revision: "", tag: "", uri: "" },
          {
            type: "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION",
            percent: 10,
            revision: "backend-a",
            tag: "old",
            uri: "http://127.0.0.1:2",
          },
        ],
      }),
    );
    assert.deepEqual(await reader.service(serviceName), {
      name: "backend",
      uri: "http://127.0.0.1:1",
      reconciling: false,
      condition: { readiness: "ready", message: "" },
      latestReadyRevision: "backend-b",
      latestCreatedRevision: "backend-b",
      traffic: [
        { revision: "backend-b", percent: 90, followsLatest: true },
        { revision: "backend-a", percent: 10, followsLatest: false, tag: "old", uri: "http://127.0.0.1:2" },
      ],
    });
  });

  it("reads revisions newest first, with limits and the names of the environment but no values", async () => {
    const revision = (name: string, seconds: string, state: string) => ({
      name: `${serviceName}/revisions/${name}`,
      createTime: { seconds, nanos: 0 },
      conditions: [{ type: "Ready", state, message: state === "CONDITION_FAILED" ? "exited" : "" }],
      containers: [container],
      maxInstanceRequestConcurrency: 1000,
      timeout: { seconds: "300", nanos: 0 },
      scaling: { minInstanceCount: 0, maxInstanceCount: 10 },
    });
    const reader = createCloudRunReader(
      clients({}, [
        revision("backend-a", "1767225600", "CONDITION_SUCCEEDED"),
        revision("backend-b", "1767225660", "CONDITION_FAILED"),
      ]),
    );
    const revisions = await reader.revisions(serviceName);
    assert.deepEqual(revisions[0], {
      name: "backend-b",
      createdAt: new Date("2026-01-01T00:01:00Z"),
      condition: { readiness: "failed", message: "exited" },
      image: container.image,
      cpu: "1",
      memory: "512Mi",
      concurrency: 1000,
      timeoutSeconds: 300,
      minInstances: 0,
      maxInstances: 10,
      port: 8000,
      environment: ["A", "B"],
    });
    assert.equal(revisions[1]?.name, "backend-a");
  });

  it("reads no service where Google answers NOT_FOUND", async () => {
    const reader = createCloudRunReader(clients(Object.assign(new Error("not found"), { code: 5 })));
    assert.equal(await reader.service(serviceName), undefined);
  });

  it("passes every other refusal on", async () => {
    const reader = createCloudRunReader(clients(Object.assign(new Error("denied"), { code: 7 })));
    await assert.rejects(reader.service(serviceName), { message: "denied" });
  });
});
