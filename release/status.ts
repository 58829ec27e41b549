import type { CanaryState } from "../traffic/canary-state.ts";
import { lastServed } from "../traffic/last-served.ts";
import type { Health } from "../traffic/serving-history.ts";
import type { TrafficPin } from "../traffic/traffic-pin.ts";
import type { ListedRevisions } from "./listed-revisions.ts";
import type { LiveRevision, LiveService, Readiness } from "./live-service.ts";
import { historyOf, readableCanary, readablePin } from "./marks.ts";

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
  /** Whether a rollback has pinned all traffic to it. */
  pinned: boolean;
  /** How it did when it was last looked at while it served; null where the history does not know it. */
  health: Health | null;
  /** When it last began to serve, RFC 3339. */
  servedSince: string | null;
}

/** What `stage status` shows of a service. */
export interface ServiceStatus {
  name: string;
  uri: string;
  readiness: Readiness;
  reason: string;
  reconciling: boolean;
  pin: TrafficPin | null;
  /** Set where the pin's annotation cannot be read. */
  pinProblem: string | null;
  /** How far the canary has got that is on; null where none is, or its mark cannot be read. */
  canary: CanaryState | null;
  /** Newest first. */
  revisions: RevisionStatus[];
  /** Whether there are older revisions that are not among them. */
  olderLeftOut: boolean;
}

/** Puts what was read from Cloud Run together, a row per revision. */
export function statusOf(
  service: LiveService,
  { revisions, olderLeftOut }: ListedRevisions,
  now: Date,
): ServiceStatus {
  const { pin, problem } = readablePin(service);
  return {
    name: service.name,
    uri: service.uri,
    readiness: service.condition.readiness,
    reason: service.condition.readiness === "ready" ? "" : service.condition.message,
    reconciling: service.reconciling,
    pin: pin ?? null,
    pinProblem: problem ?? null,
    canary: readableCanary(service) ?? null,
    olderLeftOut,
    revisions: revisions.map((revision) => revisionStatus(revision, service, now)),
  };
}

function revisionStatus(revision: LiveRevision, service: LiveService, now: Date): RevisionStatus {
  const { name, condition, createdAt, image } = revision;
  const served = lastServed(historyOf(service)).get(name);
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
    pinned: readablePin(service).pin?.revision === name,
    health: served?.health ?? null,
    servedSince: served?.servedSince ?? null,
  };
}
