import type { Check } from "../../validation/check.ts";
import type { EndedCheck } from "../../validation/run-check.ts";
import type { ChecksObserver } from "../../validation/run-checks.ts";
import { checkLine } from "./check-line.ts";

/** A list of checks on the screen. */
export interface ChecksList extends ChecksObserver {
  /** Resolves when the last line is drawn. */
  finish(): Promise<void>;
}

/** Shows the checks as a live list, each with a spinner until it has ended. For terminals. */
export async function showLiveChecks(
  checks: readonly Check[],
  stderr: NodeJS.WriteStream,
): Promise<ChecksList> {
  const { Listr, ListrLogger, ProcessOutput } = await import("listr2");
  const ends = new Map(checks.map((check) => [check, Promise.withResolvers<EndedCheck>()]));
  const list = new Listr(
    checks.map((check) => ({
      title: check.title,
      async task(_context: unknown, task: { title: string | undefined; skip(message: string): void }) {
        const { result } = (await ends.get(check)?.promise) ?? {};
        if (!result) return;
        // The list has marks of its own.
        const line = checkLine(result).slice(2);
        if (result.verdict === "skipped") return task.skip(line);
        task.title = result.verdict === "warn" ? `warning: ${line}` : line;
        if (result.verdict === "fail") throw new Error(line);
      },
    })),
    {
      ...{ concurrent: true, exitOnError: false, renderer: "default", registerSignalListeners: false },
      fallbackRendererCondition: false,
      rendererOptions: {
        showErrorMessage: false,
        logger: new ListrLogger({ useIcons: false, processOutput: new ProcessOutput(stderr, stderr) }),
      },
    },
  );
  const drawn = list.run();
  return {
    started: () => undefined,
    ended: (check, end) => ends.get(check)?.resolve(end),
    async finish() {
      await drawn;
    },
  };
}

/** Shows each check as a line when it has ended. For logs and pipes. */
export function showPlainChecks(stderr: { write(text: string): unknown }): ChecksList {
  return {
    started: () => undefined,
    ended: (_check, { result }) => stderr.write(`${checkLine(result)}\n`),
    finish: async () => undefined,
  };
}
