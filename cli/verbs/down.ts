import { Fault } from "../../faults/fault.ts";
import { changesInWords } from "../deploy/deploy.ts";
import { runOptions } from "../deploy/run-options.ts";
import { runEngine } from "../engine/run-engine.ts";
import { canShowLive, createSteps } from "../steps.ts";
import { prepareTarget } from "../target/prepare-target.ts";
import type { VerbContext } from "../verb.ts";

/** Destroys the stack; of a rehearsal nothing keeps running after it. */
export async function down(context: VerbContext): Promise<void> {
  const { options, output, project, interrupt } = context;
  const what = options.rehearsal ? "the rehearsal" : "the real staging stack";
  if (!options.yes) await askToDestroy(what, interrupt.signal);
  const steps = createSteps(canShowLive(options.verbose ?? false));
  const target = await prepareTarget(context, "down", steps);
  const changes = await steps.run("Destroy the stack", async (voice) => {
    const { record, failure } = await runEngine(target.engine, "destroy", runOptions(context, voice));
    if (failure) throw failure;
    return record.changeCounts ?? {};
  });
  if (target.kind === "rehearsal") {
    const { stopLocalCloud } = await import("../../rehearsal/index.ts");
    await steps.run("Stop the local cloud", () => stopLocalCloud(project.dir));
  }
  output.result(`${what} is down: ${changesInWords(changes)}.`, {
    environment: target.kind,
    changes,
    steps: steps.timings,
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
  const { createInterface } = await import("node:readline/promises");
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await prompt.question(`Destroy ${what}? [y/N] `, { signal });
    if (/^y(es)?$/i.test(answer.trim())) return;
  } finally {
    prompt.close();
  }
  throw new Fault({ code: "not-confirmed", outcome: "usage", summary: "Nothing was destroyed." });
}
