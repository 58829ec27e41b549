import { Fault } from "../../faults/fault.ts";
import { confirm } from "../confirm.ts";
import { changesInWords } from "../deploy/deploy.ts";
import { runOptions } from "../deploy/run-options.ts";
import { runEngine } from "../engine/run-engine.ts";
import { canShowLive, createSteps, type Steps } from "../steps.ts";
import { prepareStaging } from "../target/prepare-staging.ts";
import { requireOverlay } from "../target/require-overlay.ts";
import type { DeployTarget } from "../target/target.ts";
import type { VerbContext } from "../verb.ts";

/** Destroys the stack; of a rehearsal nothing keeps running after it, and its images and databases stay on disk. */
export async function down(context: VerbContext): Promise<void> {
  const { options, output, interrupt } = context;
  const what = options.rehearsal ? "the rehearsal" : "the real staging stack";
  if (!options.yes) await askToDestroy(what, interrupt.signal);
  const steps = createSteps(canShowLive(options.verbose ?? false));
  const changes = options.rehearsal
    ? await takeRehearsalDown(context, steps)
    : await destroy(await prepareStaging(context, "down", steps), context, steps);
  output.result(`${what} is down: ${changesInWords(changes)}.`, {
    environment: options.rehearsal ? "rehearsal" : "staging",
    changes,
    steps: steps.timings,
  });
}

/** Works with what was deployed, so that broken settings do not keep anybody from taking it down. */
async function takeRehearsalDown(context: VerbContext, steps: Steps): Promise<Record<string, number>> {
  const { project } = context;
  const [{ stopLocalCloud }, { prepareRehearsal }, { hasResources }] = await Promise.all([
    import("../../rehearsal/index.ts"),
    import("../target/prepare-rehearsal.ts"),
    import("../target/rehearsal-stack.ts"),
  ]);
  const changes = (await hasResources(project))
    ? await destroy(await prepareRehearsal(context, steps, requireOverlay(project)), context, steps)
    : {};
  await steps.run("Stop the local cloud", () => stopLocalCloud(project.dir));
  return changes;
}

async function destroy(
  target: DeployTarget,
  context: VerbContext,
  steps: Steps,
): Promise<Record<string, number>> {
  return steps.run("Destroy the stack", async (voice) => {
    const { record, failure } = await runEngine(target.engine, "destroy", runOptions(context, voice));
    if (failure) throw failure;
    return record.changeCounts ?? {};
  });
}

/** In a terminal a yes is asked for; where nobody can answer, `--yes` has to say it. */
async function askToDestroy(what: string, signal: AbortSignal): Promise<void> {
  if (!process.stdin.isTTY) {
    throw new Fault({
      code: "confirmation-missing",
      outcome: "usage",
      summary: `stage down destroys ${what}, and there is no terminal to ask in.`,
      next: "add --yes",
    });
  }
  await confirm(`Destroy ${what}?`, signal);
}
