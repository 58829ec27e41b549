import { checkLive, type LiveReport } from "../deploy/check-live.ts";
import { deploy } from "../deploy/deploy.ts";
import { checkedAndNoted } from "../deploy/note-health.ts";
import { upResult } from "../deploy/up-result.ts";
import { summaryText } from "../print/summary.ts";
import { canShowLive, createSteps } from "../steps.ts";
import { prepareTarget } from "../target/prepare-target.ts";
import { chosenServices, type KeyedService } from "../target/target.ts";
import type { VerbContext } from "../verb.ts";

/** Builds, pushes and deploys; then reads back what is live and claims nothing else. */
export async function up(context: VerbContext): Promise<void> {
  const { options, output, interrupt } = context;
  const steps = createSteps(canShowLive(options.verbose ?? false));
  const startedAt = new Date();
  const target = await prepareTarget(context, "up", steps);
  const services = chosenServices(target.settings, options.service);
  const { deployment, reader } = await deploy(target, services, context, steps);
  const reports: LiveReport[] = [];
  for (const service of services) {
    const built = deployment.outputs[service.key]?.image ?? "";
    const readBack = () =>
      steps.run(readingTitle(service, services), () =>
        checkLive(target, service, built, reader, interrupt.signal),
      );
    reports.push(await checkedAndNoted(target, service, readBack, context, steps));
  }
  const totalSeconds = (Date.now() - startedAt.getTime()) / 1000;
  const time = { steps: steps.timings, totalSeconds, startedAt };
  const result = await upResult(target, deployment, reports, time);
  const { default: colors } = await import("picocolors");
  output.result(summaryText(result, colors), result);
}

function readingTitle({ key }: KeyedService, { length }: KeyedService[]): string {
  return length === 1 ? "Read back what is live" : `Read back what is live of ${key}`;
}
