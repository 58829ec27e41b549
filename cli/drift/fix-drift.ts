import type { ClassifiedDifference } from "../../release/drift/classify.ts";
import { confirm } from "../confirm.ts";
import { deploy } from "../deploy/deploy.ts";
import { readBack } from "../deploy/read-back.ts";
import type { Steps } from "../steps.ts";
import { chosenServices, type DeployTarget } from "../target/target.ts";
import type { VerbContext } from "../verb.ts";
import { type FoundDrift, findDrift } from "./find-drift.ts";

/**
 * Deploys what is declared, by the same way as `stage up`, against what is live; then looks again. What has changed in the settings
 * and the source since the last deployment is deployed with it.
 */
export async function fixDrift(
  found: FoundDrift,
  target: DeployTarget,
  context: VerbContext,
  steps: Steps,
): Promise<FoundDrift> {
  const { options, output, interrupt } = context;
  const real = found.differences.filter(({ driftClass }) => driftClass === "drift");
  if (real.length === 0) return found;
  for (const line of consequences(found.differences)) output.note(line);
  const count = real.length === 1 ? "1 difference" : `${real.length} differences`;
  if (!options.yes) await confirm(`Deploy what is declared over ${count}?`, interrupt.signal);
  const services = chosenServices(target.settings, options.service);
  const refreshing: VerbContext = { ...context, options: { ...options, refresh: true } };
  const deployed = await deploy(target, services, refreshing, steps);
  await readBack(target, services, deployed, refreshing, steps);
  return findDrift(target, context, steps);
}

function consequences(differences: readonly ClassifiedDifference[]): string[] {
  const waiting = differences.filter(({ driftClass }) => driftClass === "not-deployed");
  if (waiting.length === 0) return [];
  const what = [...new Set(waiting.map(({ resource }) => resource))].join(", ");
  return [`note: this deploys as well what has changed in the settings or the source: ${what}`];
}
