import type { Difference, LastChange } from "./difference.ts";
import type { DriftClass } from "./drift-class.ts";
import type { LiveFacts } from "./live-facts.ts";
import type { ClassRule } from "./rule.ts";
import { clientStamp } from "./rules/client-stamp.ts";
import { notDeployed } from "./rules/not-deployed.ts";
import { rollingOut } from "./rules/rolling-out.ts";
import { serverDefault } from "./rules/server-default.ts";
import { trafficPin } from "./rules/traffic-pin.ts";

/** A difference with the one class that it is of. */
export interface ClassifiedDifference extends Difference {
  driftClass: DriftClass;
  /** Why it is of this class, as a clause. */
  reason: string;
  /** When the live thing was last changed, by whom and with what: for a pin, the pin's own. */
  lastChange: LastChange;
}

/** In this order: the first that has a reason decides; a stamp is one whatever else is going on. */
const RULES: readonly ClassRule[] = [clientStamp, serverDefault, trafficPin, notDeployed, rollingOut];

/** Puts a difference into its class. What no rule explains is real drift. */
export function classify(difference: Difference, facts: LiveFacts): ClassifiedDifference {
  for (const { driftClass, reason } of RULES) {
    const why = reason(difference, facts);
    if (why === undefined) continue;
    const { intent } = facts;
    const lastChange = driftClass === "traffic-pin" && intent ? pinned(intent) : facts.lastChange;
    return { ...difference, driftClass, reason: why, lastChange };
  }
  return { ...difference, driftClass: "drift", reason: realReason(difference), lastChange: facts.lastChange };
}

function pinned({ at, by }: { at: string; by: string }): LastChange {
  return { at, by, client: "stage" };
}

function realReason({ declared, live }: Difference): string {
  if (live === undefined) return "it was declared and deployed, and is gone";
  return declared === undefined ? "nobody declared it" : "it is not what was deployed";
}
