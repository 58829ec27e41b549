import type { RunOptions } from "../engine/run-engine.ts";
import type { StepVoice } from "../step-voice.ts";
import type { VerbContext } from "../verb.ts";

/** How an engine run speaks inside a step: its own output with `-v`, one line per change otherwise. */
export function runOptions({ interrupt, options }: VerbContext, voice: StepVoice): RunOptions {
  if (options.verbose) {
    return { interrupt, onProgress: () => undefined, onOutput: (text) => process.stderr.write(text) };
  }
  return {
    interrupt,
    onProgress: ({ text, passing }) => (passing ? voice.passing(text) : voice.progress(text)),
  };
}
