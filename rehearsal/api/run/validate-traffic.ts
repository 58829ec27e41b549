import type { TrafficTarget } from "../../contract.ts";
import type { Violate } from "./violate.ts";

/** https://cloud.google.com/run/docs/rollouts-rollbacks-traffic-migration and …/docs/reference/rest/v2/TrafficTarget */
export function trafficViolations(traffic: TrafficTarget[], violate: Violate): void {
  let total = 0;
  const tags = new Set<string>();
  traffic.forEach((target, index) => {
    const at = `traffic[${index}]`;
    const percent = target.percent ?? 0;
    total += percent;
    if (percent < 0 || percent > 100) violate(`${at}.percent`, "Traffic percent must be between 0 and 100.");
    allocationViolations(target, at, violate);
    if (target.tag === undefined) return;
    if (!/^[a-z]([a-z0-9-]*[a-z0-9])?$/.test(target.tag) || target.tag.length > 46) {
      violate(
        `${at}.tag`,
        `Traffic tag '${target.tag}' must use only lowercase alphanumeric characters and dashes, start with a letter, not end with a dash, and have at most 46 characters.`,
      );
    }
    if (tags.has(target.tag)) violate(`${at}.tag`, `Traffic tag '${target.tag}' is used more than once.`);
    tags.add(target.tag);
  });
  if (total !== 100) violate("traffic", `Traffic targets must sum to 100 percent, got ${total}.`);
}

function allocationViolations({ type, revision }: TrafficTarget, at: string, violate: Violate): void {
  if (type === undefined) violate(`${at}.type`, "Required field type is not set.");
  if (type === "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION" && !revision) {
    violate(`${at}.revision`, "revision must be set when the allocation type is REVISION.");
  }
  if (type === "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST" && revision) {
    violate(`${at}.revision`, "revision must not be set when the allocation type is LATEST.");
  }
}
