import type { CanaryState, Hold } from "../../traffic/canary-state.ts";
import { sameCanary, shareOf } from "../../traffic/canary-state.ts";
import { isGated, isWhole, nextStep, withoutHold } from "../../traffic/canary-steps.ts";
import type { Health } from "../../traffic/serving-history.ts";
import { existingService } from "../change-service.ts";
import { canaryOf } from "../marks.ts";
import type { Analysis } from "./analysis.ts";
import type { CanaryEnd, CanaryRun, FinishedStep } from "./canary-run.ts";
import { type FinishedCanary, finishCanary } from "./finish-canary.ts";
import { holdCanary, moveCanary } from "./move-canary.ts";
import { watchStep } from "./watch-step.ts";

/**
 * Moves a canary on, step by step, until it has all traffic, has failed, or a person has to say how to go on. Whatever it knows is on
 * the service: killed at any moment, another run goes on from there.
 *
 * @param first the state that is live.
 * @param goOn a person's word that a canary that is held may go on.
 * @throws Fault `canary-overruled` where somebody else decided about the traffic meanwhile.
 */
export async function runCanary(run: CanaryRun, first: CanaryState, goOn = false): Promise<CanaryEnd> {
  const steps: FinishedStep[] = [];
  let state = first;
  const patience = run.settings.patienceIntervals;
  let decision: Decision = goOn ? { kind: "go-on" } : await decide(run, state, patience);
  for (;;) {
    switch (decision.kind) {
      case "moved-on":
        state = decision.state;
        break;
      case "failed":
        return { kind: "failed", state, analysis: decision.analysis, steps };
      case "held":
        return {
          kind: "held",
          state: await held(run, state, decision.why),
          analysis: decision.analysis,
          steps,
        };
      case "go-on": {
        steps.push({ percent: shareOf(state), since: state.since, analysis: decision.analysis });
        const next = await goToNext(run, state, decision.analysis);
        await run.settle();
        state = next.state;
        const undone = next.finished && (await undoneTo(run, state));
        if (undone) state = undone;
        else if (next.finished)
          return { kind: "promoted", revision: state.revision ?? "", ...next.finished, steps };
      }
    }
    decision = await decide(run, state, patience);
  }
}

type Decision =
  | { kind: "go-on"; analysis?: Analysis }
  | { kind: "failed"; analysis: Analysis }
  | { kind: "held"; why: Hold; analysis?: Analysis | undefined }
  | { kind: "moved-on"; state: CanaryState };

/** What comes after the present step. */
async function decide(run: CanaryRun, state: CanaryState, patienceIntervals: number): Promise<Decision> {
  if (isWhole(state)) return { kind: "go-on" };
  if (state.held === "gate") return asked(run, state, "gate", undefined);
  const watched = await watchStep(run, state, patienceIntervals);
  if (watched.kind === "moved-on") return watched;
  const { analysis } = watched;
  if (analysis.verdict === "FAIL") return { kind: "failed", analysis };
  if (analysis.verdict === "INCONCLUSIVE") return asked(run, state, "inconclusive", analysis);
  return isGated(state) ? asked(run, state, "gate", analysis) : { kind: "go-on", analysis };
}

async function asked(
  run: CanaryRun,
  state: CanaryState,
  why: Hold,
  analysis: Analysis | undefined,
): Promise<Decision> {
  const answer = await run.ask(why, state, analysis);
  if (answer === "continue") return { kind: "go-on", ...(analysis ? { analysis } : {}) };
  if (answer === "hold") return { kind: "held", why, analysis };
  const { intervalMinutes, patienceIntervals } = run.settings;
  const past = Math.floor((run.tools.clock.now() - Date.parse(state.since)) / (intervalMinutes * 60_000));
  return decide(run, state, past + patienceIntervals);
}

/** Notes on the service that the canary stands still. */
async function held(run: CanaryRun, state: CanaryState, why: Hold): Promise<CanaryState> {
  if (state.held === why) return state;
  const to = { ...withoutHold(state), held: why };
  const reached = await moveCanary(run.tools, { from: state, to, by: run.by });
  await run.settle();
  return holdCanary(run.tools, reached, run.by);
}

/** The step to which a deployment has set a canary back that had ended: settling has waited for the end of that deployment. */
async function undoneTo({ tools }: CanaryRun, state: CanaryState): Promise<CanaryState | undefined> {
  const found = canaryOf(await existingService(tools));
  if (found === undefined || !sameCanary(found, state) || isWhole(found)) return undefined;
  tools.say("a deployment that was running had set the canary back: it goes on from there");
  return found;
}

async function goToNext(
  { tools, by, traffic }: CanaryRun,
  from: CanaryState,
  analysis: Analysis | undefined,
): Promise<{ finished?: FinishedCanary | undefined; state: CanaryState }> {
  const to = nextStep(from, new Date(tools.clock.now()).toISOString()) ?? from;
  const health: Health | undefined = analysis?.verdict === "PASS" ? "good" : undefined;
  const move = { from, to, by, ...(health ? { health } : {}) };
  if (isWhole(to)) return { finished: await finishCanary(tools, move, traffic), state: to };
  return { state: await moveCanary(tools, move) };
}
