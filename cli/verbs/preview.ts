import { serviceTargets } from "../deploy/deploy.ts";
import { runOptions } from "../deploy/run-options.ts";
import { policyReports } from "../engine/policy-report.ts";
import { type EngineRun, runEngine } from "../engine/run-engine.ts";
import { policyLines } from "../print/policy-lines.ts";
import { changedResources, previewText } from "../print/preview-text.ts";
import type { PreviewWitness } from "../review/preview-witness.ts";
import { canShowLive, createSteps } from "../steps.ts";
import { prepareTarget } from "../target/prepare-target.ts";
import { chosenServices } from "../target/target.ts";
import type { VerbContext } from "../verb.ts";

/**
 * Shows what `up` would change. The engine compares with its state: what was changed behind its back is not seen here. With
 * `--comment`, `--markdown` or `--out` it is told as a review as well, also where it fails.
 */
export async function preview(context: VerbContext): Promise<void> {
  const { comment, markdown, out } = context.options;
  if (!comment && !markdown && out === undefined) return showPreview(context);
  const { reviewPreview } = await import("../review/review-preview.ts");
  return reviewPreview(context, showPreview);
}

async function showPreview(context: VerbContext, witness?: PreviewWitness): Promise<void> {
  const { options, output } = context;
  const steps = createSteps(canShowLive(options.verbose ?? false));
  const target = await prepareTarget(context, "preview", steps);
  witness?.onTarget(target);
  const targets = serviceTargets(chosenServices(target.settings, options.service), context);
  const run = await steps.run("Compare settings and source with state", async (voice): Promise<EngineRun> => {
    const { onOutput, interrupt } = runOptions(context, voice);
    // What would change is the result; as progress it would be told twice.
    const ended = await runEngine(target.engine, "preview", {
      interrupt,
      targets,
      savePlan: options.savePlan,
      onOutput,
      onProgress: () => undefined,
      onEvent: witness?.onEvent,
    });
    if (ended.failure) throw ended.failure;
    return ended;
  });
  const warnings = run.record.warnings.map(({ message }) => message);
  for (const warning of warnings) output.note(`warning: ${warning}`);
  const policies = policyReports(run.record);
  for (const line of policyLines(policies)) output.note(line);
  const resources = changedResources(run.record);
  const { default: colors } = await import("picocolors");
  const data = {
    environment: target.kind,
    changes: run.record.changeCounts ?? {},
    resources,
    warnings,
    policies,
    steps: steps.timings,
  };
  const print = witness?.onResult ?? ((text, found) => output.result(text, found));
  print(previewText(resources, target.kind, colors), data);
}
