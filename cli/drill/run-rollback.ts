import { EXIT_CODES } from "../../faults/exit-codes.ts";
import { Fault, type FaultOptions } from "../../faults/fault.ts";
import type { RollbackResult } from "../print/rollback-text.ts";
import { runStage } from "../run-stage.ts";
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
  const { exitCode, stdout, stderr } = await runStage(project.dir, args, { signal: interrupt.signal });
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

function outcomeOf(exitCode: number): FaultOptions["outcome"] {
  const [outcome] = Object.entries(EXIT_CODES).find(([, { code }]) => code === exitCode) ?? [];
  return outcome === undefined || outcome === "done" || outcome === "bug"
    ? "validation"
    : (outcome as FaultOptions["outcome"]);
}
