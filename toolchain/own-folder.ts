import { accessSync, constants, mkdirSync } from "node:fs";
import { join } from "node:path";
import { Fault } from "../faults/fault.ts";

/**
 * Makes the folder of a project in which all that a command gets or keeps lies, `.rehearsal/`, where it is not there yet. For what only
 * looks it is a cache and may be missing; whatever runs the engine writes there. Fails with the Fault `project-unwritable`.
 */
export function ensureOwnFolder(projectDir: string): void {
  const folder = join(projectDir, ".rehearsal");
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new Fault({
      code: "project-unwritable",
      outcome: "cloud",
      summary: `Tools and state are kept in ${folder}, which cannot be written to.`,
      evidence: [error instanceof Error ? error.message : String(error)],
      next: `give yourself write access to ${projectDir}, or work in a copy of it that is yours`,
      cause: error,
    });
  }
}
