import type { Check } from "../check.ts";
import { unlessHeld } from "../held-traffic.ts";
import { limitRows } from "../limits.ts";
import { compared } from "../probe/comparison.ts";

/** Whether the limits are live as they were declared: CPU, memory, concurrency, timeout, instances, port. */
export const declaredLimits: Check = {
  id: "declared-limits",
  title: "Limits are live as declared",
  group: "revision",
  needs: [],
  run: async (context) =>
    unlessHeld(context, compared("Limits", limitRows(context.settings, context.subject.revision))),
};
