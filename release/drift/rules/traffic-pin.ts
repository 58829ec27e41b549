import type { ClassRule } from "../rule.ts";
import { sameTraffic, trafficRows } from "../traffic-rows.ts";

/** Traffic just as a rollback's pin, or a canary of ours, wants it. Traffic that somebody moved elsewhere since is drift. */
export const trafficPin: ClassRule = {
  driftClass: "traffic-pin",
  reason({ path, live }, { intent }) {
    if (path !== "traffics" || !intent) return undefined;
    return sameTraffic(trafficRows(live), intent.rows) ? intent.words : undefined;
  },
};
