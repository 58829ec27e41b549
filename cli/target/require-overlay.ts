import { existsSync } from "node:fs";
import { Fault } from "../../faults/fault.ts";
import type { Project } from "../project.ts";

/** The file with the rehearsal's settings. Fails with the Fault `rehearsal-missing` where there is no rehearsal to have one. */
export function requireOverlay({ overlayFile }: Pick<Project, "overlayFile">): string {
  if (existsSync(overlayFile)) return overlayFile;
  throw new Fault({
    code: "rehearsal-missing",
    outcome: "cloud",
    summary: "There is no rehearsal on this machine yet.",
    next: "stage up --rehearsal",
  });
}
