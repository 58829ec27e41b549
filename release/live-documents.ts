import { posix } from "node:path";
import { shortName } from "../traffic/serving.ts";
import { followsLatest, type TrafficTarget, toLatest, toRevision } from "../traffic/traffic-target.ts";
import type {
  ConditionDocument,
  RevisionDocument,
  ServiceDocument,
  TargetDocument,
} from "./cloud-run-documents.ts";
import type { LiveCondition, LiveRevision, LiveService, LiveTraffic, SecretUse } from "./live-service.ts";

/** A service as the rest of the program knows it. */
export function liveService(service: ServiceDocument): LiveService {
  const latestReadyRevision = shortName(service.latestReadyRevision ?? "");
  const latestCreatedRevision = shortName(service.latestCreatedRevision ?? "");
  const templateRevision = shortName(service.template?.revision ?? "") || latestCreatedRevision;
  return {
    name: shortName(service.name),
    uri: service.uri ?? "",
    etag: service.etag ?? "",
    reconciling: service.reconciling ?? false,
    observed: service.observedGeneration === service.generation,
    condition: liveCondition(service.terminalCondition),
    annotations: service.annotations ?? {},
    updatedAt: service.updateTime ?? "",
    lastModifier: service.lastModifier ?? "",
    ...(templateRevision ? { templateRevision } : {}),
    ...(latestReadyRevision ? { latestReadyRevision } : {}),
    ...(latestCreatedRevision ? { latestCreatedRevision } : {}),
    declaredTraffic: (service.traffic ?? []).map(declaredTarget),
    traffic: (service.trafficStatuses ?? []).map(
      ({ revision, percent, type, tag, uri }): LiveTraffic => ({
        revision: shortName(revision ?? "") || latestReadyRevision,
        percent: percent ?? 0,
        followsLatest: followsLatest({ type }),
        ...(tag ? { tag } : {}),
        ...(uri ? { uri } : {}),
      }),
    ),
  };
}

function declaredTarget({ revision, percent = 0, tag }: TargetDocument): TrafficTarget {
  if (revision) return toRevision(shortName(revision), percent, tag || undefined);
  return { ...toLatest(percent), ...(tag ? { tag } : {}) };
}

/** A revision as the rest of the program knows it; values of environment variables are left behind. */
export function liveRevision(revision: RevisionDocument): LiveRevision {
  const container = revision.containers?.[0];
  const limits = container?.resources?.limits;
  return {
    name: shortName(revision.name),
    createdAt: new Date(revision.createTime ?? 0),
    condition: liveCondition(revision.conditions?.find(({ type }) => type === "Ready")),
    annotations: revision.annotations ?? {},
    image: container?.image ?? "",
    cpu: limits?.cpu ?? "",
    memory: limits?.memory ?? "",
    concurrency: revision.maxInstanceRequestConcurrency ?? 0,
    timeoutSeconds: Number.parseFloat(revision.timeout ?? "0"),
    minInstances: revision.scaling?.minInstanceCount ?? 0,
    maxInstances: revision.scaling?.maxInstanceCount ?? 0,
    port: container?.ports?.[0]?.containerPort ?? 0,
    environment: (container?.env ?? []).map(({ name }) => name ?? "").sort(),
    secrets: secretsOf(revision),
    sqlInstances: (revision.volumes ?? []).flatMap(
      ({ cloudSqlInstance }) => cloudSqlInstance?.instances ?? [],
    ),
  };
}

function secretsOf({ containers = [], volumes = [] }: RevisionDocument): SecretUse[] {
  const inVariables = containers.flatMap(({ env = [] }) =>
    env.flatMap(({ name, valueSource }) =>
      valueSource?.secretKeyRef ? secretUse(name, valueSource.secretKeyRef) : [],
    ),
  );
  const mounts = containers.flatMap(({ volumeMounts = [] }) => volumeMounts);
  const inFiles = volumes.flatMap(({ name: volume, secret }) => {
    const folders = mounts.filter(({ name }) => name === volume).map(({ mountPath = "" }) => mountPath);
    return (secret?.items ?? []).flatMap(({ path = "", version }) =>
      // What is mounted nowhere has to be there for an instance to start, all the same.
      (folders.length > 0 ? folders : [""]).map((folder) =>
        secretUse(posix.join(folder, path), { secret: secret?.secret, version }),
      ),
    );
  });
  return [...inVariables, ...inFiles];
}

function secretUse(
  at = "",
  { secret = "", version = "latest" }: { secret?: string | undefined; version?: string | undefined },
): SecretUse {
  return { at, secret, version };
}

const READINESS: Record<string, LiveCondition["readiness"]> = {
  CONDITION_SUCCEEDED: "ready",
  CONDITION_FAILED: "failed",
};

function liveCondition(condition: ConditionDocument | undefined): LiveCondition {
  return { readiness: READINESS[condition?.state ?? ""] ?? "pending", message: condition?.message ?? "" };
}
