import { Fault } from "../../faults/fault.ts";
import type { Analysis } from "../../release/canary/analysis.ts";
import { canaryHeld, evidenceOf, noCanary, notHeld } from "../../release/canary/canary-faults.ts";
import type { CanaryEnd } from "../../release/canary/canary-run.ts";
import { runCanary } from "../../release/canary/run-canary.ts";
import { analyse } from "../../release/canary/watch-step.ts";
import { existingService } from "../../release/change-service.ts";
import { canaryOf } from "../../release/marks.ts";
import type { CanaryState } from "../../traffic/canary-state.ts";
import { isWhole } from "../../traffic/canary-steps.ts";
import { askPerson } from "../canary/ask-person.ts";
import { type CanaryContext, canaryContext } from "../canary/canary-context.ts";
import { validationOf } from "../canary/validation-command.ts";
import { type CanaryResult, canaryText, sightingInWords } from "../print/canary-text.ts";
import { createSteps } from "../steps.ts";
import { reachTarget } from "../target/prepare-target.ts";
import type { VerbContext } from "../verb.ts";

/** Deploys a canary and moves it up step by step, or goes on with the one that is on. */
export async function canary(context: VerbContext): Promise<void> {
  const { options } = context;
  // Plain lines: a canary takes long, and what it saw shall stay readable.
  const steps = createSteps(false);
  const target = await reachTarget(context, "canary", steps);
  const reached = canaryContext(context, target, steps);
  const found = canaryOf(await existingService(reached.tools));
  const running = found && !isWhole(found) ? found : undefined;
  if (options.dryRun) return lookOnly(reached, deployedOr(running, "look at"));
  if (options.continue) {
    const held = deployedOr(running, "continue");
    if (held.held === undefined) throw notHeld(held);
    return goOn(reached, held, true);
  }
  if (running?.revision !== undefined) return goOn(reached, running);
  // Loaded only now, with the engine's tools: looking at a canary needs none of them.
  const { begin } = await import("../canary/begin.ts");
  const { canary: begun, state } = await begin(reached);
  return state ? goOn(begun, state) : report(begun, { outcome: "nothing-new" });
}

/** The canary that is on and has a revision. */
function deployedOr(state: CanaryState | undefined, verb: string): CanaryState {
  if (state?.revision === undefined) throw noCanary(verb);
  return state;
}

async function lookOnly(canary: CanaryContext, state: CanaryState): Promise<void> {
  const validate = validationOf(canary);
  const analysis = await canary.steps.run("Look at the canary", () =>
    analyse({ ...canary, validate }, state, "final"),
  );
  if (analysis.verdict !== "PASS") throw wouldNotPass(analysis);
  await report(canary, { outcome: "analysed", revision: state.revision ?? null, analysis });
}

async function goOn(canary: CanaryContext, first: CanaryState, word = false): Promise<void> {
  const { verb, steps } = canary;
  const { settle } = await import("../canary/settle.ts");
  const end: CanaryEnd = await steps.run("Watch the canary", (voice) =>
    runCanary(
      {
        ...canary,
        validate: validationOf(canary),
        show: (sighting) =>
          (sighting.look === "final" ? voice.progress : voice.passing)(sightingInWords(sighting)),
        settle: () => settle(canary),
        ask: (why, state, analysis) => askPerson(verb, why, state, analysis),
      },
      first,
      word,
    ),
  );
  if (end.kind === "held") throw canaryHeld(end.state, end.analysis);
  if (end.kind === "failed") {
    const { takeBack } = await import("../canary/take-back.ts");
    throw await takeBack(canary, end.state, evidenceOf(end.analysis));
  }
  const { revision, waiting = null, steps: finished } = end;
  await report(canary, { outcome: "promoted", revision, waiting, steps: finished });
}

async function report(
  { verb, target, chosen, steps }: CanaryContext,
  part: Pick<CanaryResult, "outcome"> & Partial<CanaryResult>,
): Promise<void> {
  const result: CanaryResult = {
    ...{ environment: target.kind, service: chosen.service.name },
    ...{ revision: null, waiting: null, steps: [], analysis: null },
    ...part,
    timings: [...steps.timings],
    totalSeconds: performance.now() / 1000,
  };
  const { default: colors } = await import("picocolors");
  verb.output.result(canaryText(result, colors), result);
}

/** The exit code of a dry run: scripts tell the verdicts apart by it. */
function wouldNotPass(analysis: Analysis): Fault {
  const { verdict } = analysis;
  return new Fault({
    code: verdict === "FAIL" ? "canary-would-fail" : "canary-undecided",
    outcome: verdict === "FAIL" ? "validation" : "held",
    summary: `The canary would be judged ${verdict}; nothing was changed.`,
    evidence: evidenceOf(analysis),
  });
}
