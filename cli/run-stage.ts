import { spawn } from "node:child_process";
import { join } from "node:path";
import { EXIT_CODES } from "../faults/exit-codes.ts";

/** How a command of ours ended that was run in a process of its own. */
export interface StageEnd {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** Runs `stage` as a person would. With `show` its progress appears as it comes. */
export function runStage(
  projectDir: string,
  args: string[],
  { signal, show = false }: { signal: AbortSignal; show?: boolean },
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
      if (show) process.stderr.write(text);
    });
    child.once("error", (error) => {
      if (!signal.aborted) reject(error);
    });
    child.once("close", (code) => resolve({ exitCode: code ?? EXIT_CODES.interrupted.code, stdout, stderr }));
  });
}
