import { showLive } from "./print/live-step.ts";
import { showPlain } from "./print/plain-step.ts";
import type { StepVoice } from "./step-voice.ts";

/** How long one step of a verb took. */
export interface StepTiming {
  /** As the step was begun, such as `Build, push and deploy`: the same in every run. */
  title: string;
  seconds: number;
}

/** The steps of a verb, one after the other, each shown with how long it took. */
export interface Steps {
  run<T>(title: string, work: (voice: StepVoice) => Promise<T>): Promise<T>;
  /** The steps so far, in order. */
  readonly timings: readonly StepTiming[];
}

/**
 * Steps as a live list where stderr is a terminal and nothing else writes there, as plain lines otherwise (CI, pipes, `-v`).
 * Nothing goes to stdout.
 */
export function createSteps(live: boolean, stderr: NodeJS.WriteStream = process.stderr): Steps {
  const timings: StepTiming[] = [];
  const show = live ? showLive : showPlain;
  return {
    timings,
    async run(title, work) {
      const started = performance.now();
      const result = await show(title, stderr, work);
      timings.push({ title, seconds: Math.round(performance.now() - started) / 1000 });
      return result;
    },
  };
}

/**
 * Whether a live list makes sense here: listr2 wants stdout to be a terminal too, and one that knows its width (some that CI
 * systems make up have none, and every character would get a line of its own).
 */
export function canShowLive(verbose: boolean, env: NodeJS.ProcessEnv = process.env): boolean {
  const { stderr, stdout } = process;
  return stderr.isTTY === true && stdout.isTTY === true && stdout.columns > 0 && !verbose && !env.CI;
}
