import { Fault } from "../../faults/fault.ts";
import { fullServiceName } from "../../release/live-service.ts";
import { type ServiceStatus, statusOf } from "../../release/status.ts";
import { statusText } from "../print/status-table.ts";
import { canShowLive, createSteps } from "../steps.ts";
import { connectCloudRun } from "../target/google-clients.ts";
import { reachTarget } from "../target/prepare-target.ts";
import { chosenServices } from "../target/target.ts";
import type { VerbContext } from "../verb.ts";

/** Shows what is live, read from the cloud; state and settings are not asked. */
export async function status(context: VerbContext): Promise<void> {
  const { options, output } = context;
  const steps = createSteps(canShowLive(options.verbose ?? false));
  const target = await reachTarget(context, "status", steps);
  const { project, region } = target.access;
  const reader = connectCloudRun(target.access);
  const statuses: ServiceStatus[] = [];
  for (const { service } of chosenServices(target.settings, options.service)) {
    const name = fullServiceName(project, region, service.name);
    const [live, revisions] = await Promise.all([reader.service(name), reader.revisions(name)]);
    if (!live) throw notDeployed(service.name, target.kind);
    statuses.push(statusOf(live, revisions, new Date()));
  }
  const { default: colors } = await import("picocolors");
  output.result(statuses.map((one) => statusText(one, target.kind, colors)).join("\n\n"), {
    environment: target.kind,
    project,
    region,
    services: statuses,
  });
}

function notDeployed(serviceName: string, kind: "rehearsal" | "staging"): Fault {
  return new Fault({
    code: "service-missing",
    outcome: "cloud",
    summary: `There is no service ${serviceName}.`,
    next: kind === "rehearsal" ? "stage up --rehearsal" : "stage up",
  });
}
