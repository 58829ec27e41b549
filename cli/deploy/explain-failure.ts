import { setTimeout } from "node:timers/promises";
import { Fault } from "../../faults/fault.ts";
import { type CloudRunReader, fullServiceName } from "../../release/live-service.ts";
import { readSettled, type SettledService, servingInWords } from "../../release/settled.ts";
import type { KeyedService, Target } from "../target/target.ts";
import { revisionLogLines } from "./revision-log-lines.ts";

const SETTLE_MILLISECONDS = 10_000;
/** A revision is immutable, and the same settings name the same one: https://cloud.google.com/run/docs/managing/revisions */
const WHERE_IT_HAS_PASSED =
  "where the cause has passed by itself (a quota, a registry), change a value in env, too: a failed revision is not started again";

/** The engine's failure as the live services explain it; the failure itself where they are well or cannot be read. */
export async function explainFailure(
  failure: Fault,
  target: Target,
  services: KeyedService[],
  reader: CloudRunReader,
): Promise<Fault> {
  for (const { service } of services) {
    const name = fullServiceName(target.access.project, target.access.region, service.name);
    const clock = { now: Date.now, pause: (milliseconds: number) => setTimeout(milliseconds) };
    let settled: SettledService | undefined;
    try {
      settled = await readSettled(reader, name, SETTLE_MILLISECONDS, clock);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      failure.evidence.push(`how ${service.name} is now could not be read: ${error.message}`);
    }
    if (settled?.service.condition.readiness === "failed") return notReadyFault(settled, target, failure);
    if (settled) failure.evidence.push(`still serving: ${servingInWords(settled.service)}`);
  }
  return failure;
}

/** The fault for a service whose last deployment failed: Cloud Run's reason, what the container said, what still serves. */
export async function notReadyFault(
  { service, latest }: SettledService,
  target: Target,
  cause?: Fault,
): Promise<Fault> {
  const message = latest?.condition.message || service.condition.message;
  const logs =
    target.kind === "staging" && latest
      ? await revisionLogLines(target.access, service.name, latest.name)
      : [];
  return new Fault({
    code: "revision-not-ready",
    outcome: "cloud",
    summary: `Revision ${latest?.name ?? service.latestCreatedRevision ?? "?"} of ${service.name} did not become ready.`,
    evidence: [...message.split("\n"), ...logs, `still serving: ${servingInWords(service)}`],
    next: `mend the image or the settings, then the same command again; ${WHERE_IT_HAS_PASSED}; stage logs shows the whole log`,
    cause,
  });
}
