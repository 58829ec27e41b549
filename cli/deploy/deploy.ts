import { Fault } from "../../faults/fault.ts";
import type { CloudRunReader } from "../../release/live-service.ts";
import { pinInWords } from "../../traffic/traffic-pin.ts";
import { targetsOf } from "../engine/engine.ts";
import { policyReports } from "../engine/policy-report.ts";
import { type EngineRun, runEngine } from "../engine/run-engine.ts";
import { policyLines } from "../print/policy-lines.ts";
import type { Steps } from "../steps.ts";
import { connectCloudRun } from "../target/google-clients.ts";
import type { DeployTarget, KeyedService } from "../target/target.ts";
import type { VerbContext } from "../verb.ts";
import { type Deployment, deploymentOf, touchedCloudRun } from "./deployment.ts";
import { explainFailure } from "./explain-failure.ts";
import { forgetProof, provePolicies } from "./prove-policies.ts";
import { reconcileState } from "./reconcile-state.ts";
import { runOptions } from "./run-options.ts";
import { type PinWatch, watchPins } from "./watch-pins.ts";

/**
 * Runs `pulumi up`. When it fails after the cloud was asked for a change, state is refreshed: after a failed PATCH the gcp
 * plugin has the wanted settings in its state, and would take them for done the next time. With the option `refresh` the engine
 * reads the cloud first, and so deploys against what is live. The policies are asked before anything is touched.
 *
 * Fails with the reason from the live service (`revision-not-ready`) or, where that has none, the engine's.
 */
export async function deploy(
  target: DeployTarget,
  services: KeyedService[],
  context: VerbContext,
  steps: Steps,
): Promise<{ deployment: Deployment; reader: CloudRunReader }> {
  const targets = serviceTargets(services, context);
  await provePolicies(target, targets, context, steps);
  const reader = connectCloudRun(target.access);
  const pins = watchPins(target, services, context);
  let run: EngineRun | undefined;
  try {
    await steps.run("Build, push and deploy", async (voice) => {
      const { refresh, plan } = context.options;
      run = await runEngine(target.engine, "up", { ...runOptions(context, voice), targets, refresh, plan });
      if (run.failure) throw run.failure;
      voice.retitle(`Build, push and deploy: ${changesInWords(run.record.changeCounts ?? {})}`);
    });
  } catch (error) {
    if (error instanceof Fault && error.outcome === "policy") await forgetProof(target, context);
    if (!run?.failure || !touchedCloudRun(run.record)) throw error;
    await repairState(target, context, steps);
    throw await explainFailure(run.failure, target, services, reader);
  } finally {
    await putBack(pins, target, context, steps);
  }
  if (!run) throw new Error("the engine's run was lost");
  for (const { message } of run.record.warnings) context.output.note(`warning: ${message}`);
  for (const line of policyLines(policyReports(run.record))) context.output.note(line);
  return { deployment: deploymentOf(run.record), reader };
}

/** What the engine is to look at: everything, or with `--service` what belongs to that service. */
export function serviceTargets(services: KeyedService[], { options }: VerbContext): string[] {
  return options.service === undefined ? [] : services.flatMap(({ key }) => targetsOf(key));
}

/** What the engine did, such as `1 updated, 8 unchanged`. */
export function changesInWords(counts: Record<string, number>): string {
  const words: Record<string, string> = {
    create: "created",
    update: "updated",
    delete: "deleted",
    replace: "replaced",
    same: "unchanged",
  };
  const parts = Object.entries(words).flatMap(([operation, word]) =>
    counts[operation] ? [`${counts[operation]} ${word}`] : [],
  );
  return parts.length > 0 ? parts.join(", ") : "nothing to do";
}

/** A rollback that came during the deployment wins over it. */
async function putBack(
  pins: PinWatch,
  target: DeployTarget,
  context: VerbContext,
  steps: Steps,
): Promise<void> {
  for (const { key, pin } of await pins.settle()) {
    context.output.note(
      `${key}: this deployment had overwritten a rollback that came meanwhile; it was put back at once: ${pinInWords(pin)}`,
    );
    const fault = await steps.run("Bring state in line with the rollback", (voice) =>
      reconcileState(target, key, context, voice),
    );
    if (fault) context.output.note(`warning: Pulumi's state is not in line: ${fault.message}`);
  }
}

async function repairState(target: DeployTarget, context: VerbContext, steps: Steps): Promise<void> {
  await steps.run("Bring state in line with what is live", async (voice) => {
    const { failure } = await runEngine(target.engine, "refresh", runOptions(context, voice));
    // The failure that led here is the one to tell; that its repair failed too is a line beside it.
    if (failure instanceof Fault) context.output.note(`warning: ${failure.message}`);
  });
}
