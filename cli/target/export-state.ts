import type { ExportedResource } from "../../audit/state/state-resources.ts";
import { Fault } from "../../faults/fault.ts";
import type { Engine } from "../engine/engine.ts";

/** The resources in the stack's state; secrets stay encrypted. Fails with the Fault `state-unreadable`. */
export async function exportState(engine: Engine, signal: AbortSignal): Promise<ExportedResource[]> {
  const { execa } = await import("execa");
  const args = ["stack", "export", "--stack", engine.stack, "--non-interactive"];
  const { failed, exitCode, stdout, stderr } = await execa(engine.binary, args, {
    cwd: engine.cwd,
    env: engine.env,
    stdin: "ignore",
    reject: false,
    cancelSignal: signal,
  });
  signal.throwIfAborted();
  if (failed) {
    throw new Fault({
      code: "state-unreadable",
      outcome: "cloud",
      summary: `pulumi stack export failed (exit code ${exitCode}).`,
      evidence: stderr.trimEnd().split("\n").slice(-15),
      next: "npx pulumi login, then the same command again",
    });
  }
  const { deployment } = JSON.parse(stdout) as { deployment?: { resources?: ExportedResource[] } };
  return deployment?.resources ?? [];
}
