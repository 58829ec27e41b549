import { type ChildProcess, spawn } from "node:child_process";
import type { Engine } from "./engine.ts";
import type { EngineEnd } from "./engine-fault.ts";

/** An engine that has been started. */
export interface EngineProcess {
  child: ChildProcess;
  /** Resolves however it ends, also when it could not be started. */
  ended: Promise<EngineEnd & { failed: boolean }>;
}

/**
 * Starts the engine by Node's own means: a library for it takes a tenth of a second to load, which is more than a rollback has to
 * spare.
 */
export function startEngine(
  { binary, cwd, env }: Engine,
  args: string[],
  onOutput: (text: string) => void = () => undefined,
): EngineProcess {
  const child = spawn(binary, args, {
    cwd,
    env: { ...process.env, ...env, PULUMI_DEBUG_COMMANDS: "true", ...experimental(args) },
    // In a process group of its own: a terminal's Ctrl-C must reach it once, from here, not twice.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let all = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      all += text;
      onOutput(text);
    });
  }
  const ended = new Promise<EngineEnd & { failed: boolean }>((resolve) => {
    child.once("error", ({ message }) => resolve({ failed: true, originalMessage: message }));
    child.once("close", (code, signal) =>
      resolve({ failed: code !== 0, exitCode: code ?? undefined, signal: signal ?? undefined, all }),
    );
  });
  return { child, ended };
}

/** Updates from a plan are not a settled part of the engine yet. https://www.pulumi.com/docs/iac/concepts/update-plans/ */
function experimental(args: string[]): Record<string, string> {
  return args.includes("--plan") ? { PULUMI_EXPERIMENTAL: "true" } : {};
}
