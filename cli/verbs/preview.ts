import { serviceTargets } from "../deploy/deploy.ts";
import { runOptions } from "../deploy/run-options.ts";
import { type EngineRun, runEngine } from "../engine/run-engine.ts";
import { changedResources, previewText } from "../print/preview-text.ts";
import { canShowLive, createSteps } from "../steps.ts";
import { prepareTarget } from "../target/prepare-target.ts";
import { chosenServices } from "../target/target.ts";
import type { VerbContext } from "../verb.ts";

/** Shows what `up` would change. The engine compares with its state: what was changed behind its back is not seen here. */
export async function preview(context: VerbContext): Promise<void> {
  const { options, output } = context;
  const steps = createSteps(canShowLive(options.verbose ?? false));
  const target = await prepareTarget(context, "preview", steps);
  const targets = serviceTargets(chosenServices(target.settings, options.service), context);
  const run = await steps.run("Compare settings and source with state", async (voice): Promise<EngineRun> => {
    const { onOutput, interrupt } = runOptions(context, voice);
    // What would change is the result; as progress it would be told twice.
    const ended = await runEngine(target.engine, "preview", {
      interrupt,
      targets,
      onOutput,
      onProgress: () => undefined,
    });
    if (ended.failure) throw ended.failure;
    return ended;
  });
  const warnings = run.record.warnings.map(({ message }) => message);
  for (const warning of warnings) output.note(`warning: ${warning}`);
  const resources = changedResources(run.record);
  const { default: colors } = await import("picocolors");
  output.result(previewText(resources, target.kind, colors), {
    environment: target.kind,
    changes: run.record.changeCounts ?? {},
    resources,
    warnings,
    steps: steps.timings,
  });
}
