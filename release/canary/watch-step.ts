import { type CanaryState, shareOf } from "../../traffic/canary-state.ts";
import type { Analysis } from "./analysis.ts";
import type { CanaryRun } from "./canary-run.ts";
import { judge, type Look } from "./judge.ts";
import { holdCanary } from "./move-canary.ts";
import { observe } from "./observe.ts";

/** What watching a step came to: a judgement, or that somebody else has moved the canary on. */
export type WatchedStep = { kind: "judged"; analysis: Analysis } | { kind: "moved-on"; state: CanaryState };

const SHORTEST_PAUSE_MILLISECONDS = 1000;
const LONGEST_PAUSE_MILLISECONDS = 60_000;
const LOOKS_PER_INTERVAL = 10;

/**
 * Watches the present step of a canary until it is judged. A clear failure ends it at any look, everything else at the end of an
 * interval; numbers that do not decide then get further intervals. Time counts from the step's beginning, whoever watched it since.
 *
 * @param patienceIntervals intervals after the first; 0 for one that has had them.
 */
export async function watchStep(
  run: CanaryRun,
  state: CanaryState,
  patienceIntervals: number,
): Promise<WatchedStep> {
  const { tools, settings } = run;
  const intervalMilliseconds = settings.intervalMinutes * 60_000;
  const beganAt = Date.parse(state.since);
  let judged = 0;
  for (;;) {
    const found = await holdCanary(tools, state, run.by);
    if (found !== state) return { kind: "moved-on", state: found };
    const past = Math.floor((tools.clock.now() - beganAt) / intervalMilliseconds);
    const isDue = past > judged;
    const analysis = await analyse(run, state, isDue ? "final" : "interim");
    if (isDue) judged = past;
    const isOver = isDue && (analysis.verdict === "PASS" || judged > patienceIntervals);
    const left = Math.max(0, beganAt + (judged + 1) * intervalMilliseconds - tools.clock.now());
    run.show({ state, look: isDue ? "final" : "interim", analysis, secondsLeft: isOver ? 0 : left / 1000 });
    if (isOver || analysis.verdict === "FAIL") return { kind: "judged", analysis };
    await tools.clock.pause(Math.min(left, pauseOf(intervalMilliseconds)));
  }
}

/** One judgement of a canary's present step, from its beginning until now. */
export async function analyse(
  { tools, sources, settings, validate }: Pick<CanaryRun, "tools" | "sources" | "settings" | "validate">,
  state: CanaryState,
  look: Look,
): Promise<Analysis> {
  const { revision, since } = state;
  if (revision === undefined || shareOf(state) === 100) throw new Error("there is nothing to compare");
  const span = { since: new Date(since), until: new Date(tools.clock.now()) };
  const observation = await observe(sources, state, revision, span);
  const analysis = judge(observation, settings, look);
  // A command takes its time and may cost something: it is run where it can still change the verdict.
  if (look === "interim" || analysis.verdict === "FAIL" || !validate) return analysis;
  return judge({ ...observation, validation: await validate(state) }, settings, look);
}

function pauseOf(intervalMilliseconds: number): number {
  const pause = intervalMilliseconds / LOOKS_PER_INTERVAL;
  return Math.min(LONGEST_PAUSE_MILLISECONDS, Math.max(SHORTEST_PAUSE_MILLISECONDS, pause));
}
