import { spawn } from "node:child_process";
import { join } from "node:path";
import { EXIT_CODES } from "../faults/exit-codes.ts";
import { formatError } from "../faults/format.ts";

/** How a command of ours ended that was run in a process of its own. */
export interface StageEnd {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/**
 * Runs `stage` as a person would. What it says of its progress goes to `show` as it comes. Once the signal has aborted it is stopped, and
 * waited for: that it was interrupted is then left to whoever called to say, once.
 */
export function runStage(
  projectDir: string,
  args: string[],
  { signal, show }: { signal: AbortSignal; show?: { write(text: string): unknown } },
): Promise<StageEnd> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(projectDir, "cli", "main.ts"), ...args], {
      cwd: projectDir,
      signal,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
      show?.write(signal.aborted ? text.replace(`${formatError(signal.reason)}\n`, "") : text);
    });
    child.once("error", (error) => {
      if (!signal.aborted) reject(error);
    });
    child.once("close", (code) => resolve({ exitCode: code ?? EXIT_CODES.interrupted.code, stdout, stderr }));
  });
}
