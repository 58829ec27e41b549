import type { Check } from "../check.ts";
import { unlessHeld } from "../held-traffic.ts";
import { compared } from "../probe/comparison.ts";

/** Whether every variable that the settings name is there; values are never looked at. */
export const declaredEnvironment: Check = {
  id: "declared-environment",
  title: "Every declared variable is there",
  group: "revision",
  needs: [],
  async run(context) {
    const {
      settings,
      subject: { revision },
    } = context;
    const live = new Set(revision.environment);
    const rows = (["env", "secrets"] as const).flatMap((section) =>
      Object.keys(settings[section]).map((name) => ({
        path: `${section}.${name}`,
        declared: "set",
        live: live.has(name) ? "set" : "no such variable",
      })),
    );
    return unlessHeld(context, compared("Variables", rows));
  },
};
