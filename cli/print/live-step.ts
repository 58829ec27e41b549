import type { StepVoice } from "../step-voice.ts";

/** Shows a step as a line with a spinner that its last line of progress stands under. For terminals. */
export async function showLive<T>(
  title: string,
  stderr: NodeJS.WriteStream,
  work: (voice: StepVoice) => Promise<T>,
): Promise<T> {
  const { Listr, ListrLogger, PRESET_TIMER, ProcessOutput } = await import("listr2");
  const context: { result?: T } = {};
  const list = new Listr<typeof context, "default">(
    [
      {
        title,
        async task(ctx, task) {
          const show = (line: string) => {
            task.output = line;
          };
          const retitle = (text: string) => {
            task.title = text;
          };
          ctx.result = await work({ progress: show, passing: show, retitle });
        },
      },
    ],
    {
      renderer: "default",
      registerSignalListeners: false,
      fallbackRendererCondition: false,
      rendererOptions: {
        timer: PRESET_TIMER,
        showErrorMessage: false,
        logger: new ListrLogger({ useIcons: false, processOutput: new ProcessOutput(stderr, stderr) }),
      },
    },
  );
  const { result } = await list.run(context);
  return result as T;
}
