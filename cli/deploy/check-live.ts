import { setTimeout } from "node:timers/promises";
import { type CloudRunReader, fullServiceName, type LiveRevision } from "../../release/live-service.ts";
import { canaryOf, pinOf } from "../../release/marks.ts";
import { type Clock, readSettled, type SettledService } from "../../release/settled.ts";
import type { ServiceSettings } from "../../settings/service.ts";
import type { TrafficSettings } from "../../settings/traffic.ts";
import { canaryShares } from "../../traffic/plan-canary.ts";
import { compareEnvironment } from "../../validation/environment.ts";
import { checkHealth, type HealthResult } from "../../validation/health.ts";
import { compareImage } from "../../validation/image.ts";
import { compareLimits } from "../../validation/limits.ts";
import { compareTraffic } from "../../validation/traffic.ts";
import type { KeyedService, Target } from "../target/target.ts";
import { notReadyFault } from "./explain-failure.ts";
import { healthPathOf } from "./health-path.ts";
import { liveDiffers, serviceMissing, unhealthy, unsettled } from "./live-faults.ts";

/** Cloud Run settles within seconds of its operation's end; another run at the same time may take longer. */
const SETTLE_MILLISECONDS = 60_000;
/** A first request may have to start an instance. */
const HEALTH_MILLISECONDS = 30_000;

/** A service that was read back and found as declared. */
export interface LiveReport {
  key: string;
  settled: SettledService & { latest: LiveRevision };
  /** Undefined where it could not be asked from here. */
  health: HealthResult | undefined;
  /** Why health was not asked. */
  healthSkipped?: string;
}

/**
 * Reads a service back after a deployment and compares it with what was declared: settled and ready, the image that was
 * built, limits, environment, traffic, and a health path that answers 200.
 *
 * Fails with `service-missing`, `service-unsettled` or `revision-not-ready` (exit code 6), or with `live-differs` or
 * `unhealthy` (exit code 4).
 */
export async function checkLive(
  target: Target,
  { key, service }: KeyedService,
  builtImage: string,
  reader: CloudRunReader,
  signal: AbortSignal,
): Promise<LiveReport> {
  const name = fullServiceName(target.access.project, target.access.region, service.name);
  const clock = { now: Date.now, pause: (ms: number) => setTimeout(ms, undefined, { signal }) };
  const settled = await readSettled(reader, name, SETTLE_MILLISECONDS, clock);
  const revision = await readyRevision(settled, service.name, target);
  const findings = [
    ...compareImage(builtImage, revision.latest.image),
    ...compareLimits(service, revision.latest),
    ...compareEnvironment(service, revision.latest.environment),
    ...compareTraffic(wantedTraffic(service, revision), revision.service.traffic, revision.latest.name),
  ];
  if (findings.length > 0) throw liveDiffers(key, findings, revision);
  const { health, healthSkipped } = await askHealth(service, revision, clock, signal);
  return { key, settled: revision, health, ...(healthSkipped ? { healthSkipped } : {}) };
}

/** What the settings say, unless a rollback has pinned the traffic or a canary is on: they win over them. */
function wantedTraffic({ traffic }: ServiceSettings, { service }: SettledService): TrafficSettings {
  const pin = pinOf(service);
  if (pin) return { strategy: "split", revisions: { [pin.revision]: 100 } };
  const canary = canaryOf(service);
  return canary ? { strategy: "split", revisions: canaryShares(canary, service.templateRevision) } : traffic;
}

type ReadyService = SettledService & { latest: LiveRevision };

async function readyRevision(
  settled: SettledService | undefined,
  serviceName: string,
  target: Target,
): Promise<ReadyService> {
  if (!settled) throw serviceMissing(serviceName);
  const { service, latest } = settled;
  if (service.condition.readiness === "failed" || latest?.condition.readiness === "failed") {
    throw await notReadyFault(settled, target);
  }
  if (service.reconciling || !latest || latest.condition.readiness !== "ready") throw unsettled(settled);
  return { ...settled, latest };
}

async function askHealth(
  service: ServiceSettings,
  settled: ReadyService,
  { now, pause }: Clock,
  signal: AbortSignal,
): Promise<Pick<LiveReport, "health" | "healthSkipped">> {
  const asked = healthPathOf(service);
  if (asked.path === undefined) return { health: undefined, healthSkipped: asked.whyNotAsked };
  // Behind a tag the new revision is asked itself, however little of the traffic it gets.
  const tagged = settled.service.traffic.find(({ revision, uri }) => revision === settled.latest.name && uri);
  const health = await checkHealth(tagged?.uri ?? settled.service.uri, asked.path, {
    deadlineMilliseconds: HEALTH_MILLISECONDS,
    signal,
    fetch,
    now,
    pause,
  });
  if (!health.healthy) throw unhealthy(health, settled);
  return { health };
}
