import { showLive } from "./print/live-step.ts";
import { showPlain } from "./print/plain-step.ts";

/** How long one step of a verb took. */
export interface StepTiming {
  /** As the step was begun, such as `Build, push and deploy`: the same in every run. */
  title: string;
  seconds: number;
}

/** What a step's work may say while it runs. */
export interface StepVoice {
  /** One line about what has happened. A live list shows the last one; in plain output every line stays. */
  progress(line: string): void;
  /** One line about what is just happening, replaced by the next. In plain output only some are shown. */
  passing(line: string): void;
  /** What the step turned out to be, such as `Deployed 9 resources`. */
  retitle(title: string): void;
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

/** Whether a live list makes sense here; listr2 wants stdout to be a terminal too. */
export function canShowLive(verbose: boolean, env: NodeJS.ProcessEnv = process.env): boolean {
  return process.stderr.isTTY === true && process.stdout.isTTY === true && !verbose && !env.CI;
}
