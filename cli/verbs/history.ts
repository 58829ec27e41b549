import { existingService } from "../../release/change-service.ts";
import { type ServiceHistory, serviceHistory } from "../../release/history.ts";
import { historyText } from "../print/history-table.ts";
import { createSteps } from "../steps.ts";
import { reachTarget } from "../target/prepare-target.ts";
import { releaseTools } from "../target/release-tools.ts";
import { chosenServices } from "../target/target.ts";
import type { VerbContext } from "../verb.ts";

/** Shows who moved traffic when, from where to where, and why; read from the live service, so that it is the same everywhere. */
export async function history(context: VerbContext): Promise<void> {
  const { options, output } = context;
  const target = await reachTarget(context, "history", createSteps(false));
  const histories: ServiceHistory[] = [];
  for (const service of chosenServices(target.settings, options.service)) {
    const live = await existingService(releaseTools(target, service, context));
    histories.push(serviceHistory(live));
  }
  const { default: colors } = await import("picocolors");
  output.result(histories.map((one) => historyText(one, target.kind, colors)).join("\n\n"), {
    environment: target.kind,
    services: histories,
  });
}
