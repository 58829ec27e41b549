import assert from "node:assert/strict";
import { createCloudRun } from "../../release/cloud-run.ts";
import { ApiRefusal } from "../../release/rest/api-refusal.ts";
import type { RestRequest } from "../../release/rest/rest-client.ts";
import { toLatest, toRevision } from "../../traffic/traffic-target.ts";

const NAME = "projects/p/locations/l/services/backend";
const SERVICE_URL = `https://run.googleapis.com/v2/${NAME}`;

/** Answers by method and URL; refuses every other request as not found. */
function cloudRun(answers: Record<string, object>) {
  const requests: RestRequest[] = [];
  const rest = async <T>(request: RestRequest): Promise<T> => {
    requests.push(request);
    const answer = answers[`${request.method} ${request.url}`];
    if (!answer) throw new ApiRefusal(request.url, 404, "NOT_FOUND", "");
    return answer as T;
  };
  return { api: createCloudRun(rest, "https://run.googleapis.com"), requests };
}

const secret = (name: string, version?: string) => ({
  name: name.toUpperCase(),
  valueSource: { secretKeyRef: { secret: name, ...(version ? { version } : {}) } },
});
const revision = {
  name: `${NAME}/revisions/backend-b`,
  createTime: "2026-01-01T00:00:00Z",
  annotations: { "netra.dev/irreversible": "drops a column" },
  conditions: [
    { type: "ContainerHealthy", state: "CONDITION_SUCCEEDED" },
    { type: "Ready", state: "CONDITION_FAILED", message: "exited" },
  ],
  maxInstanceRequestConcurrency: 80,
  timeout: "300s",
  scaling: { maxInstanceCount: 10 },
  containers: [
    {
      image: "registry/p/images/backend@sha256:1",
      resources: { limits: { cpu: "1", memory: "512Mi" } },
      ports: [{ containerPort: 8000 }],
      env: [{ name: "B", value: "secret value" }, secret("jwt", "2"), secret("jwt", "2"), secret("key")],
      volumeMounts: [
        { name: "tls", mountPath: "/etc/netra/" },
        { name: "sockets", mountPath: "/cloudsql" },
      ],
    },
  ],
  volumes: [
    { name: "tls", secret: { secret: "tls", items: [{ path: "tls.key", version: "3" }] } },
    { name: "sockets", cloudSqlInstance: {} },
  ],
};

describe("Cloud Run, read and changed", () => {
  it("gives a service with names shortened, and what follows the latest resolved", async () => {
    const { api } = cloudRun({
      [`GET ${SERVICE_URL}`]: {
        name: NAME,
        uri: "http://127.0.0.1:1",
        etag: "7",
        generation: "3",
        observedGeneration: "3",
        annotations: { a: "b" },
        template: { revision: "backend-c" },
        updateTime: "2026-01-01T00:00:00Z",
        lastModifier: "ada@example.com",
        terminalCondition: { state: "CONDITION_SUCCEEDED" },
        latestReadyRevision: `${NAME}/revisions/backend-b`,
        latestCreatedRevision: `${NAME}/revisions/backend-c`,
        traffic: [
          { type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent: 90, revision: "" },
          { type: "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION", percent: 10, revision: "backend-a", tag: "old" },
          { type: "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION", revision: `${NAME}/revisions/backend-c` },
        ],
        trafficStatuses: [
          { type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent: 90 },
          {
            type: "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION",
            percent: 10,
            revision: "backend-a",
            tag: "old",
            uri: "http://127.0.0.1:2",
          },
        ],
      },
    });
    assert.deepEqual(await api.service(NAME), {
      name: "backend",
      uri: "http://127.0.0.1:1",
      etag: "7",
      reconciling: false,
      observed: true,
      condition: { readiness: "ready", message: "" },
      annotations: { a: "b" },
      updatedAt: "2026-01-01T00:00:00Z",
      lastModifier: "ada@example.com",
      templateRevision: "backend-c",
      latestReadyRevision: "backend-b",
      latestCreatedRevision: "backend-c",
      declaredTraffic: [toLatest(90), toRevision("backend-a", 10, "old"), toRevision("backend-c", 0)],
      traffic: [
        { revision: "backend-b", percent: 90, followsLatest: true },
        { revision: "backend-a", percent: 10, followsLatest: false, tag: "old", uri: "http://127.0.0.1:2" },
      ],
    });
  });

  it("gives a revision with limits, readiness, secrets by where they are read, and no value of a variable", async () => {
    const { api } = cloudRun({ [`GET ${SERVICE_URL}/revisions/backend-b`]: revision });
    const live = await api.revision(NAME, "backend-b");
    assert.doesNotMatch(JSON.stringify(live), /secret value/);
    assert.deepEqual(live, {
      name: "backend-b",
      createdAt: new Date("2026-01-01T00:00:00Z"),
      condition: { readiness: "failed", message: "exited" },
      annotations: { "netra.dev/irreversible": "drops a column" },
      image: "registry/p/images/backend@sha256:1",
      cpu: "1",
      memory: "512Mi",
      concurrency: 80,
      timeoutSeconds: 300,
      minInstances: 0,
      maxInstances: 10,
      port: 8000,
      environment: ["B", "JWT", "JWT", "KEY"],
      secrets: [
        { at: "JWT", secret: "jwt", version: "2" },
        { at: "JWT", secret: "jwt", version: "2" },
        { at: "KEY", secret: "key", version: "latest" },
        { at: "/etc/netra/tls.key", secret: "tls", version: "3" },
      ],
      sqlInstances: [],
    });
  });

  it("is undefined or empty where there is nothing", async () => {
    const { api } = cloudRun({});
    assert.equal(await api.service(NAME), undefined);
    assert.equal(await api.revision(NAME, "x"), undefined);
    assert.deepEqual(await api.revisions(NAME), []);
  });

  it("gives all revisions of all pages, newest first", async () => {
    const older = { ...revision, name: `${NAME}/revisions/backend-a`, createTime: "2025-01-01T00:00:00Z" };
    const { api } = cloudRun({
      [`GET ${SERVICE_URL}/revisions?`]: { revisions: [older], nextPageToken: "2" },
      [`GET ${SERVICE_URL}/revisions?pageToken=2`]: { revisions: [revision] },
    });
    const names = (await api.revisions(NAME)).map(({ name }) => name);
    assert.deepEqual(names, ["backend-b", "backend-a"]);
  });

  it("changes what it names, with the etag, and waits until the operation is done", async () => {
    const operation = "projects/p/locations/l/operations/1";
    const { api, requests } = cloudRun({
      [`PATCH ${SERVICE_URL}?updateMask=traffic,annotations`]: { name: operation },
      [`POST https://run.googleapis.com/v2/${operation}:wait`]: {
        name: operation,
        done: true,
        error: { message: "no" },
      },
    });
    const result = await api.change(NAME, { etag: "7", traffic: [], annotations: {} });
    assert.deepEqual(result, { error: "no" });
    assert.deepEqual(requests[0]?.body, { traffic: [], annotations: {}, etag: "7" });
  });
});
