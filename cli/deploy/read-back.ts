import type { CloudRunReader } from "../../release/live-service.ts";
import type { Steps } from "../steps.ts";
import type { DeployTarget, KeyedService } from "../target/target.ts";
import type { VerbContext } from "../verb.ts";
import { checkLive, type LiveReport } from "./check-live.ts";
import type { Deployment } from "./deployment.ts";
import { checkedAndNoted } from "./note-health.ts";

/** Reads every service back after a deployment, one after the other; fails as {@link checkLive} does. */
export async function readBack(
  target: DeployTarget,
  services: KeyedService[],
  { deployment, reader }: { deployment: Deployment; reader: CloudRunReader },
  context: VerbContext,
  steps: Steps,
): Promise<LiveReport[]> {
  const reports: LiveReport[] = [];
  for (const service of services) {
    const built = deployment.outputs[service.key]?.image ?? "";
    const read = () =>
      steps.run(title(service, services), () =>
        checkLive(target, service, built, reader, context.interrupt.signal),
      );
    reports.push(await checkedAndNoted(target, service, read, context, steps));
  }
  return reports;
}

function title({ key }: KeyedService, { length }: KeyedService[]): string {
  return length === 1 ? "Read back what is live" : `Read back what is live of ${key}`;
}
