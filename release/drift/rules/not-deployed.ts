import { isEmpty } from "../property-tree.ts";
import type { ClassRule } from "../rule.ts";
import { sameValue } from "../same-value.ts";
import { sameTraffic, trafficRows } from "../traffic-rows.ts";

/** What is live is what was last deployed; it is the settings, or the source, that have changed since. */
export const notDeployed: ClassRule = {
  driftClass: "not-deployed",
  reason({ path, declared, deployed, live }) {
    if (isEmpty(declared) && isEmpty(deployed)) return undefined;
    const same =
      path === "traffics"
        ? (a: unknown, b: unknown) => sameTraffic(trafficRows(a), trafficRows(b))
        : (a: unknown, b: unknown) => sameValue(path, a, b);
    if (!same(deployed, live) || same(declared, deployed)) return undefined;
    return "changed in the settings or the source since the last deployment";
  },
};
