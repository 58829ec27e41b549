import { setTimeout } from "node:timers/promises";
import { Fault } from "../../faults/fault.ts";
import type { LiveService } from "../../release/live-service.ts";
import { canaryOf, historyOf, mainRevisionOf, pinOf, servesOnly } from "../../release/marks.ts";
import { readSettled, type SettledService } from "../../release/settled.ts";
import { canaryInWords } from "../../traffic/canary-state.ts";
import { canaryShares } from "../../traffic/plan-canary.ts";
import type { Shares } from "../../traffic/serving-history.ts";
import type { TrafficResult } from "../../validation/result/measured.ts";
import type { HeldTraffic, Subject } from "../../validation/subject.ts";
import { releaseTools } from "../target/release-tools.ts";
import type { KeyedService, Target } from "../target/target.ts";
import type { VerbContext } from "../verb.ts";

/** What is validated, and where it answers. */
export interface LiveSubject {
  subject: Subject;
  url: string;
  held: HeldTraffic | undefined;
  history: TrafficResult["history"];
}

const SETTLE_MILLISECONDS = 30_000;

/**
 * The newest revision, at its tag's address where it does not serve everything. Where a rollback's pin or a declared split leaves it
 * without traffic, the revision that serves instead, since that is what users get. Fails with `service-missing` or
 * `revision-missing` (exit code 6).
 */
export async function liveSubject(
  target: Target,
  keyed: KeyedService,
  context: VerbContext,
): Promise<LiveSubject> {
  const { signal } = context.interrupt;
  const { cloudRun, serviceName } = releaseTools(target, keyed, context);
  const clock = { now: Date.now, pause: (ms: number) => setTimeout(ms, undefined, { signal }) };
  const settled = await readSettled(cloudRun, serviceName, SETTLE_MILLISECONDS, clock);
  if (!settled) throw missing("service-missing", `There is no service ${keyed.service.name}.`);
  const { service, latest } = settled;
  const held = heldTraffic(settled, keyed);
  const name = (held ? mainRevisionOf(service) : service.latestCreatedRevision) ?? "";
  const revision = latest?.name === name ? latest : await cloudRun.revision(serviceName, name);
  if (!revision) throw missing("revision-missing", `${service.name} has no revision ${name}.`);
  const tagged = service.traffic.find((entry) => entry.revision === name && entry.uri);
  return {
    subject: {
      ...{ project: target.access.project, service: service.name, uri: service.uri },
      ...{ traffic: service.traffic, revision },
      ...sharedByCanary(service),
    },
    url: servesOnly(service, name) ? service.uri : (tagged?.uri ?? service.uri),
    ...{ held, history: historyOfShares(service) },
  };
}

/** A newest revision that is not ready is never passed over: that it serves nothing is its own failure. */
function heldTraffic(
  { service, latest }: SettledService,
  { service: settings }: KeyedService,
): HeldTraffic | undefined {
  const pin = pinOf(service);
  if (pin) return { by: "pin", why: `a rollback's pin on ${pin.revision}` };
  const reaches = service.traffic.some(
    ({ revision, percent, uri }) => revision === latest?.name && (percent > 0 || uri),
  );
  if (reaches || latest?.condition.readiness !== "ready" || settings.traffic.strategy !== "split")
    return undefined;
  return { by: "settings", why: "the declared split" };
}

/** A pin goes before a canary. */
function sharedByCanary(service: LiveService): Pick<Subject, "canary"> {
  const canary = pinOf(service) ? undefined : canaryOf(service);
  if (!canary) return {};
  const shares = canaryShares(canary, service.templateRevision);
  return { canary: { shares, words: canaryInWords(canary) } };
}

function historyOfShares(service: LiveService): TrafficResult["history"] {
  const main = (shares: Shares) => Object.entries(shares).sort(([, one], [, other]) => other - one)[0]?.[0];
  return historyOf(service)
    .map(({ at, to, health }) => ({
      ...{ at, revision: main(to) ?? "none" },
      ...(health === "unverified" ? {} : { healthy: health === "good" }),
    }))
    .reverse();
}

function missing(code: string, summary: string): Fault {
  return new Fault({ code, outcome: "cloud", summary, next: "stage up deploys it" });
}
