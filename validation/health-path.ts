import type { ServiceSettings } from "../settings/service.ts";

/** The path that the settings' probes ask; undefined where they ask none. */
export function healthPathOf({ probes }: Pick<ServiceSettings, "probes">): string | undefined {
  return probes.startup?.path ?? probes.liveness?.path;
}
