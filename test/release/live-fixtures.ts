import type { LiveRevision, LiveService } from "../../release/live-service.ts";

/** A ready revision that serves. */
export function liveRevision(overrides: Partial<LiveRevision> = {}): LiveRevision {
  return {
    name: "backend-b",
    createdAt: new Date("2026-01-01T00:00:00Z"),
    condition: { readiness: "ready", message: "" },
    annotations: {},
    image: `127.0.0.1:1/p/images/backend@sha256:${"b".repeat(64)}`,
    cpu: "1",
    memory: "512Mi",
    concurrency: 1000,
    timeoutSeconds: 300,
    minInstances: 0,
    maxInstances: 10,
    port: 8000,
    environment: [],
    secrets: [],
    sqlInstances: [],
    ...overrides,
  };
}

/** A settled service, all traffic on `backend-b`. */
export function liveService(overrides: Partial<LiveService> = {}): LiveService {
  return {
    name: "backend",
    uri: "http://127.0.0.1:1",
    etag: "1",
    reconciling: false,
    observed: true,
    annotations: {},
    updatedAt: "2026-01-01T00:00:00Z",
    lastModifier: "ada@example.com",
    templateRevision: "backend-b",
    condition: { readiness: "ready", message: "" },
    latestReadyRevision: "backend-b",
    latestCreatedRevision: "backend-b",
    declaredTraffic: [{ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent: 100 }],
    traffic: [{ revision: "backend-b", percent: 100, followsLatest: true }],
    ...overrides,
  };
}
