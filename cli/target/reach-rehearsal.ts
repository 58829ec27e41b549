import { findLocalCloud } from "../../rehearsal/index.ts";
import type { Steps } from "../steps.ts";
import type { VerbContext } from "../verb.ts";
import { overlaySettings } from "./overlay-settings.ts";
import { requireOverlay } from "./require-overlay.ts";
import type { Target } from "./target.ts";

/**
 * The rehearsal as it is, for looking at: the local cloud that runs, or, where one ran and was killed, that one brought back.
 * Fails with the Fault `rehearsal-missing` where there is none.
 */
export async function reachRehearsal(context: VerbContext, steps: Steps): Promise<Target> {
  const { project } = context;
  requireOverlay(project);
  const endpoint = await findLocalCloud(project.dir);
  if (!endpoint) {
    const { prepareRehearsal } = await import("./prepare-rehearsal.ts");
    return prepareRehearsal(context, steps);
  }
  const settings = await overlaySettings(project);
  return {
    kind: "rehearsal",
    settings,
    access: {
      project: settings.project,
      region: settings.region,
      apiUrl: endpoint.apiUrl,
      accessToken: endpoint.accessToken,
    },
    standInBases: new Map(),
  };
}
