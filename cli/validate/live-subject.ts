import { setTimeout } from "node:timers/promises";
import { Fault } from "../../faults/fault.ts";
import { historyOf, pinOf } from "../../release/marks.ts";
import { readSettled } from "../../release/settled.ts";
import type { TrafficResult } from "../../validation/result/measured.ts";
import type { Subject } from "../../validation/subject.ts";
import type { LiveShare } from "../../validation/traffic.ts";
import { releaseTools } from "../target/release-tools.ts";
import type { KeyedService, Target } from "../target/target.ts";
import type { VerbContext } from "../verb.ts";

/** What is validated, and where it answers. */
export interface LiveSubject {
  subject: Subject;
  url: string;
  pinned: LiveShare | undefined;
  history: TrafficResult["history"];
}

const SETTLE_MILLISECONDS = 30_000;

/**
 * The newest revision, at its tag's address where it does not serve everything; under a rollback's pin the revision that it holds
 * the traffic on, since that is what users get. Fails with `service-missing` or `revision-missing` (exit code 6).
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
  const { service } = settled;
  const pin = pinOf(service);
  const name = pin?.revision ?? service.latestCreatedRevision ?? "";
  const revision =
    settled.latest?.name === name ? settled.latest : await cloudRun.revision(serviceName, name);
  if (!revision) throw missing("revision-missing", `${service.name} has no revision ${name}.`);
  const tagged = service.traffic.find((entry) => entry.revision === name && entry.uri);
  const serves = service.traffic
    .filter((entry) => entry.revision === name)
    .reduce((sum, { percent }) => sum + percent, 0);
  return {
    subject: { service: service.name, uri: service.uri, traffic: service.traffic, revision },
    url: serves === 100 ? service.uri : (tagged?.uri ?? service.uri),
    pinned: pin ? { revision: pin.revision, percent: 100 } : undefined,
    history: historyOf(service)
      .map(({ at, to, health }) => ({
        ...{ at, revision: Object.entries(to).sort(([, one], [, other]) => other - one)[0]?.[0] ?? "none" },
        ...(health === "unverified" ? {} : { healthy: health === "good" }),
      }))
      .reverse(),
  };
}

function missing(code: string, summary: string): Fault {
  return new Fault({ code, outcome: "cloud", summary, next: "stage up deploys it" });
}
