import { execFile } from "node:child_process";
import { join } from "node:path";
import { EXIT_CODES } from "../../faults/exit-codes.ts";
import { Fault, type FaultOptions } from "../../faults/fault.ts";
import type { RollbackResult } from "../print/rollback-text.ts";
import type { VerbContext } from "../verb.ts";

const LAST_LINES = 20;

/**
 * Runs `stage rollback --rehearsal --yes --json` as a person would, in a process of its own.
 *
 * @throws Fault `drill-rollback-failed` with the command's own exit code and last lines.
 */
export async function runRollback({ project, options, interrupt }: VerbContext): Promise<RollbackResult> {
  const args = [
    ...["rollback", "--rehearsal", "--yes", "--json", "--reason", options.reason ?? "drill"],
    ...(options.service ? ["--service", options.service] : []),
    ...(options.to ? ["--to", options.to] : []),
  ];
  const { exitCode, stdout, stderr } = await run(project.dir, args, interrupt.signal);
  interrupt.signal.throwIfAborted();
  if (exitCode === EXIT_CODES.done.code) return JSON.parse(stdout) as RollbackResult;
  throw new Fault({
    code: "drill-rollback-failed",
    outcome: outcomeOf(exitCode),
    summary: `The rollback itself ended with exit code ${exitCode}.`,
    evidence: stderr.trimEnd().split("\n").slice(-LAST_LINES),
    next: "stage rollback --rehearsal shows the same without the load",
  });
}

function run(
  projectDir: string,
  args: string[],
  signal: AbortSignal,
): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const command = [join(projectDir, "cli", "main.ts"), ...args];
    execFile(process.execPath, command, { cwd: projectDir, signal }, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : error.code;
      if (typeof exitCode === "number") resolve({ exitCode, stdout, stderr });
      else if (signal.aborted) resolve({ exitCode: EXIT_CODES.interrupted.code, stdout, stderr });
      else reject(error);
    });
  });
}

function outcomeOf(exitCode: number): FaultOptions["outcome"] {
  const [outcome] = Object.entries(EXIT_CODES).find(([, { code }]) => code === exitCode) ?? [];
  return outcome === undefined || outcome === "done" || outcome === "bug"
    ? "validation"
    : (outcome as FaultOptions["outcome"]);
}
