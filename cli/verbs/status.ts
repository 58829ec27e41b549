import { existingService } from "../../release/change-service.ts";
import { listRevisions } from "../../release/listed-revisions.ts";
import { type ServiceStatus, statusOf } from "../../release/status.ts";
import { pause } from "../pause.ts";
import { statusText } from "../print/status-table.ts";
import { createSteps } from "../steps.ts";
import { reachTarget } from "../target/prepare-target.ts";
import { releaseTools } from "../target/release-tools.ts";
import { chosenServices, type Target } from "../target/target.ts";
import type { VerbContext } from "../verb.ts";

const WATCH_MILLISECONDS = 1000;
const CLEAR_SCREEN = "\u001b[H\u001b[J";

/** Shows what is live, read from the cloud; state and settings are not asked. With `--watch` again and again until Ctrl-C. */
export async function status(context: VerbContext): Promise<void> {
  const { options, output, interrupt } = context;
  const target = await reachTarget(context, "status", createSteps(false));
  const { default: colors } = await import("picocolors");
  do {
    const services = await readStatuses(target, context);
    const text = services.map((one) => statusText(one, target.kind, colors)).join("\n\n");
    const { project, region } = target.access;
    const isScreen = options.watch && !options.json && process.stdout.isTTY;
    output.result(isScreen ? `${CLEAR_SCREEN}${text}` : text, {
      environment: target.kind,
      project,
      region,
      services,
    });
  } while (options.watch && (await pause(WATCH_MILLISECONDS, interrupt.signal)));
}

async function readStatuses(target: Target, context: VerbContext): Promise<ServiceStatus[]> {
  const chosen = chosenServices(target.settings, context.options.service);
  return Promise.all(
    chosen.map(async (service) => {
      const tools = releaseTools(target, service, context);
      const live = await existingService(tools);
      const listed = context.options.all
        ? { revisions: await tools.cloudRun.revisions(tools.serviceName), olderLeftOut: false }
        : await listRevisions(tools.cloudRun, tools.serviceName, live);
      return statusOf(live, listed, new Date());
    }),
  );
}
