import type { LiveRevision, LiveService, Readiness } from "./live-service.ts";

/** One revision in the status of a service. */
export interface RevisionStatus {
  name: string;
  readiness: Readiness;
  /** Why it is not ready; empty otherwise. */
  reason: string;
  percent: number;
  tags: string[];
  createdAt: string;
  ageSeconds: number;
  image: string;
  latest: boolean;
}

/** What `stage status` shows of a service. */
export interface ServiceStatus {
  name: string;
  uri: string;
  readiness: Readiness;
  reason: string;
  reconciling: boolean;
  /** Newest first. */
  revisions: RevisionStatus[];
}

/** Puts what was read from Cloud Run together, a row per revision. */
export function statusOf(service: LiveService, revisions: LiveRevision[], now: Date): ServiceStatus {
  return {
    name: service.name,
    uri: service.uri,
    readiness: service.condition.readiness,
    reason: service.condition.readiness === "ready" ? "" : service.condition.message,
    reconciling: service.reconciling,
    revisions: revisions.map((revision) => revisionStatus(revision, service, now)),
  };
}

function revisionStatus(revision: LiveRevision, service: LiveService, now: Date): RevisionStatus {
  const { name, condition, createdAt, image } = revision;
  const targets = service.traffic.filter((target) => target.revision === name);
  return {
    name,
    readiness: condition.readiness,
    reason: condition.readiness === "ready" ? "" : condition.message,
    percent: targets.reduce((sum, target) => sum + target.percent, 0),
    tags: targets.flatMap(({ tag }) => tag ?? []),
    createdAt: createdAt.toISOString(),
    ageSeconds: Math.max(0, Math.round((now.getTime() - createdAt.getTime()) / 1000)),
    image,
    latest: name === service.latestCreatedRevision,
  };
}
