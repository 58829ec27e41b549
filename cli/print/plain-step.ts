import type { StepVoice } from "../step-voice.ts";

/** Passing lines are shown this far apart: a log shows life without being flooded. */
const PASSING_MILLISECONDS = 5000;

/** Shows a step as plain lines: its beginning, what happened in it, its end with the time it took. For logs and pipes. */
export async function showPlain<T>(
  title: string,
  stderr: { write(text: string): unknown },
  work: (voice: StepVoice) => Promise<T>,
  now: () => number = Date.now,
): Promise<T> {
  const started = now();
  let lastTitle = title;
  let lastLineAt = started;
  const seconds = () => `${((now() - started) / 1000).toFixed(1)} s`;
  const progress = (line: string) => {
    lastLineAt = now();
    stderr.write(`    ${line}\n`);
  };
  const passing = (line: string) => {
    if (now() - lastLineAt >= PASSING_MILLISECONDS) progress(line);
  };
  const retitle = (text: string) => {
    lastTitle = text;
  };
  stderr.write(`- ${title} ...\n`);
  try {
    const result = await work({ progress, passing, retitle });
    stderr.write(`✓ ${lastTitle} (${seconds()})\n`);
    return result;
  } catch (error) {
    stderr.write(`✗ ${lastTitle} (${seconds()})\n`);
    throw error;
  }
}
