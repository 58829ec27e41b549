import { isUnsaid } from "../property-tree.ts";
import type { ClassRule } from "../rule.ts";
import { sameValue } from "../same-value.ts";

/**
 * What Google puts where nothing is declared, by the end of the property's path.
 * https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services#RevisionTemplate and #Container
 */
const DEFAULTS: readonly [path: RegExp, value: unknown][] = [
  [/^ingress$/, "INGRESS_TRAFFIC_ALL"],
  [/^template\.maxInstanceRequestConcurrency$/, 80],
  [/^template\.timeout$/, "300s"],
  [/scaling\.maxInstanceCount$/, 100],
  [/^scaling\.scalingMode$/, "AUTOMATIC"],
  [/\.resources\.cpuIdle$/, true],
  [/\.ports\.name$/, "http1"],
  [/\.ports\.containerPort$/, 8080],
  [/\.limits\.cpu$/, "1"],
  [/\.limits\.memory$/, "512Mi"],
  [/Probe\.periodSeconds$/, 10],
  [/Probe\.timeoutSeconds$/, 1],
  [/Probe\.failureThreshold$/, 3],
  [
    /\.startupProbe$/,
    { timeoutSeconds: 240, periodSeconds: 240, failureThreshold: 1, tcpSocket: { port: 8080 } },
  ],
  [/\.secret\.defaultMode$/, 0o444],
  [/^template\.vpcAccess\.egress$/, "PRIVATE_RANGES_ONLY"],
  [/^mode$/, "STANDARD_REPOSITORY"],
];

/** Google's own value where the program says nothing, and never did. */
export const serverDefault: ClassRule = {
  driftClass: "server-default",
  reason({ path, declared, deployed, live }) {
    if (!isUnsaid(declared) || !isUnsaid(deployed)) return undefined;
    const isDefault = DEFAULTS.some(([pattern, value]) => pattern.test(path) && sameValue(path, value, live));
    return isDefault ? "Google's default, where the program says nothing" : undefined;
  },
};
