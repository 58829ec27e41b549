/** How long one step of a verb took. */
export interface StepTiming {
  title: string;
  seconds: number;
}

/** What a step's work may say while it runs. */
export interface StepVoice {
  /** One line about what is going on right now; replaced by the next. In plain output every line stays. */
  progress(line: string): void;
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
      let lastTitle = title;
      const result = await show(title, stderr, (voice) =>
        work({
          ...voice,
          retitle(text) {
            lastTitle = text;
            voice.retitle(text);
          },
        }),
      );
      timings.push({ title: lastTitle, seconds: (performance.now() - started) / 1000 });
      return result;
    },
  };
}

/** Whether a live list makes sense here; listr2 wants stdout to be a terminal too. */
export function canShowLive(verbose: boolean, env: NodeJS.ProcessEnv = process.env): boolean {
  return process.stderr.isTTY === true && process.stdout.isTTY === true && !verbose && !env.CI;
}

async function showLive<T>(
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
          ctx.result = await work({
            progress(line) {
              task.output = line;
            },
            retitle(text) {
              task.title = text;
            },
          });
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

async function showPlain<T>(
  title: string,
  stderr: { write(text: string): unknown },
  work: (voice: StepVoice) => Promise<T>,
): Promise<T> {
  const started = performance.now();
  let lastTitle = title;
  const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;
  stderr.write(`- ${title} ...\n`);
  try {
    const result = await work({
      progress: (line) => stderr.write(`    ${line}\n`),
      retitle(text) {
        lastTitle = text;
      },
    });
    stderr.write(`✓ ${lastTitle} (${seconds()})\n`);
    return result;
  } catch (error) {
    stderr.write(`✗ ${lastTitle} (${seconds()})\n`);
    throw error;
  }
}
