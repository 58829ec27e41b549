import { setImmediate } from "node:timers/promises";
import { getClientConfig } from "@pulumi/gcp/organizations/getClientConfig.js";

/**
 * Asks the gcp plugin for what it is configured with, and does not wait for the answer: the engine starts a plugin when it is
 * first asked for something, and that takes as long as loading the rest of the program. Resolves once the question is on its
 * way.
 */
export async function startGcpPlugin(): Promise<void> {
  // A plugin that cannot start fails whatever needs it, and there the failure is told.
  getClientConfig().catch(() => undefined);
  // It leaves with the next turn of the event loop, and loading modules would keep that from coming.
  await setImmediate();
}
