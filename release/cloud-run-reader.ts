import type { protos, v2 } from "@google-cloud/run";
import type {
  CloudRunReader,
  LiveCondition,
  LiveRevision,
  LiveService,
  LiveTraffic,
} from "./live-service.ts";

type Service = protos.google.cloud.run.v2.IService;
type Revision = protos.google.cloud.run.v2.IRevision;
type Condition = protos.google.cloud.run.v2.ICondition;
type TrafficStatus = protos.google.cloud.run.v2.ITrafficTargetStatus;

/** The gRPC status code NOT_FOUND, which the client also gives for an HTTP 404. */
const NOT_FOUND = 5;

/** The clients of @google-cloud/run that reading takes, or stand-ins of the same shape in tests. */
export interface CloudRunClients {
  services: Pick<v2.ServicesClient, "getService">;
  revisions: Pick<v2.RevisionsClient, "listRevisions">;
}

/**
 * Reads Cloud Run through Google's own client.
 * Fields: https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services
 */
export function createCloudRunReader({ services, revisions }: CloudRunClients): CloudRunReader {
  return {
    async service(serviceName) {
      const answer = await orNotFound(services.getService({ name: serviceName }));
      return answer && liveService(answer[0]);
    },
    async revisions(serviceName) {
      const answer = await orNotFound(revisions.listRevisions({ parent: serviceName }));
      return (answer?.[0] ?? [])
        .map(liveRevision)
        .sort((one, other) => other.createdAt.getTime() - one.createdAt.getTime());
    },
  };
}

async function orNotFound<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if ((error as { code?: unknown }).code === NOT_FOUND) return undefined;
    throw error;
  }
}

function liveService(service: Service): LiveService {
  const latestReadyRevision = shortName(service.latestReadyRevision);
  const latestCreatedRevision = shortName(service.latestCreatedRevision);
  return {
    name: shortName(service.name),
    uri: service.uri ?? "",
    reconciling: service.reconciling ?? false,
    condition: liveCondition(service.terminalCondition),
    ...(latestReadyRevision ? { latestReadyRevision } : {}),
    ...(latestCreatedRevision ? { latestCreatedRevision } : {}),
    traffic: (service.trafficStatuses ?? []).map((status) => liveTraffic(status, latestReadyRevision)),
  };
}

function liveTraffic(status: TrafficStatus, latestReadyRevision: string): LiveTraffic {
  return {
    revision: shortName(status.revision) || latestReadyRevision,
    percent: status.percent ?? 0,
    followsLatest: status.type === "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST",
    ...(status.tag ? { tag: status.tag } : {}),
    ...(status.uri ? { uri: status.uri } : {}),
  };
}

function liveRevision(revision: Revision): LiveRevision {
  const container = revision.containers?.[0];
  return {
    name: shortName(revision.name),
    createdAt: new Date(Number(revision.createTime?.seconds ?? 0) * 1000),
    condition: liveCondition(revision.conditions?.find((condition) => condition.type === "Ready")),
    image: container?.image ?? "",
    cpu: container?.resources?.limits?.cpu ?? "",
    memory: container?.resources?.limits?.memory ?? "",
    concurrency: revision.maxInstanceRequestConcurrency ?? 0,
    timeoutSeconds: Number(revision.timeout?.seconds ?? 0),
    minInstances: revision.scaling?.minInstanceCount ?? 0,
    maxInstances: revision.scaling?.maxInstanceCount ?? 0,
    port: container?.ports?.[0]?.containerPort ?? 0,
    environment: (container?.env ?? []).map((variable) => variable.name ?? "").sort(),
  };
}

const READINESS: Record<string, LiveCondition["readiness"]> = {
  CONDITION_SUCCEEDED: "ready",
  CONDITION_FAILED: "failed",
};

function liveCondition(condition: Condition | null | undefined): LiveCondition {
  return {
    readiness: READINESS[String(condition?.state)] ?? "pending",
    message: condition?.message ?? "",
  };
}

function shortName(name: string | null | undefined): string {
  return name?.split("/").at(-1) ?? "";
}
