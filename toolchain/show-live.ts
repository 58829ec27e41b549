import { Listr, PRESET_TIMER } from "listr2";
import { showPlain } from "./show-plain.ts";
import type { ShowStep } from "./step.ts";

/** Steps as a live list where there is a terminal to show it in, as plain lines elsewhere (CI, pipes). */
export function showSteps(out: NodeJS.WriteStream, env: NodeJS.ProcessEnv = process.env): ShowStep {
  return out.isTTY && !env.CI ? showLive : showPlain(out);
}

const showLive: ShowStep = async <T>(title: string, work: Parameters<ShowStep>[1]) => {
  const context: { result?: T } = {};
  const list = new Listr<typeof context>(
    [
      {
        title,
        task: async (ctx, task) => {
          ctx.result = (await work((line) => {
            task.output = line;
          })) as T;
        },
      },
    ],
    // Ctrl-C is the caller's; the error is shown once, by whoever catches it.
    { registerSignalListeners: false, rendererOptions: { timer: PRESET_TIMER, showErrorMessage: false } },
  );
  await list.run(context);
  return context.result as T;
};
