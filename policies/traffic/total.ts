import { SERVICE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";

export const trafficTotal = resourceRule({
  id: "traffic-total",
  title: "Traffic adds up",
  severity: "high",
  level: "mandatory",
  types: [SERVICE],
  invariants: [],
  what: "The shares of the traffic targets are whole percents that add up to 100; none at all means the latest revision.",
  why: "Cloud Run refuses any other sum, and it does so only after the image is built and pushed.",
  fix: "services.<key>.traffic",
  source: "https://cloud.google.com/run/docs/rollouts-rollbacks-traffic-migration",
  check(service) {
    const traffics = service.at("traffics");
    const targets = traffics.items();
    if (targets.length === 0) return undefined;
    const shares = targets.map((target) => target.at("percent").number() ?? 0);
    const total = shares.reduce((sum, share) => sum + share, 0);
    const whole = shares.every((share) => Number.isInteger(share) && share >= 0);
    return whole && total === 100
      ? undefined
      : traffics.refuse("whole percents, 100 in all", `${total} in all`);
  },
});
