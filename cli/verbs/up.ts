import { deploy } from "../deploy/deploy.ts";
import { readBack } from "../deploy/read-back.ts";
import { upResult } from "../deploy/up-result.ts";
import { summaryText } from "../print/summary.ts";
import { canShowLive, createSteps } from "../steps.ts";
import { prepareTarget } from "../target/prepare-target.ts";
import { chosenServices } from "../target/target.ts";
import { deploymentFault, validateDeployment } from "../validate/validate-deployment.ts";
import type { VerbContext } from "../verb.ts";

/**
 * Builds, pushes and deploys; then reads back what is live, validates it, and claims nothing else. Fails with `not-ready` (exit code
 * 4) once it has printed what it did; a deployment that is only UNPROVEN ends well, and its verdict line says so.
 */
export async function up(context: VerbContext): Promise<void> {
  const { options, output } = context;
  const steps = createSteps(canShowLive(options.verbose ?? false));
  const startedAt = new Date();
  const target = await prepareTarget(context, "up", steps);
  const services = chosenServices(target.settings, options.service);
  const deployed = await deploy(target, services, context, steps);
  const reports = await readBack(target, services, deployed, context, steps);
  const validated =
    options.validate === false
      ? []
      : await validateDeployment(target, { ...deployed, reports }, services, context, steps);
  const totalSeconds = (Date.now() - startedAt.getTime()) / 1000;
  const time = { steps: steps.timings, totalSeconds, startedAt };
  const result = await upResult(target, deployed.deployment, { reports, validated }, time);
  const { default: colors } = await import("picocolors");
  output.result(summaryText(result, colors), result);
  const fault = deploymentFault(validated);
  if (fault) throw fault;
}
