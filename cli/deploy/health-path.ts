import type { ServiceSettings } from "../../settings/service.ts";

/** Where a service can be asked from here: its health path, or why there is none to ask. */
export type HealthPath = { path: string } | { path: undefined; whyNotAsked: string };

/** The path that the settings' probes ask, where the service is open to everybody and to this network. */
export function healthPathOf({ probes, publicAccess, ingress }: ServiceSettings): HealthPath {
  const path = probes.startup?.path ?? probes.liveness?.path;
  const not = (whyNotAsked: string): HealthPath => ({ path: undefined, whyNotAsked });
  if (!path) return not("the settings name no health path (probes.startup.path)");
  if (!publicAccess) return not("the service is not public (publicAccess: false)");
  if (ingress !== "all") return not(`the service is closed to this network (ingress: ${ingress})`);
  return { path };
}
