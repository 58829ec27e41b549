import type { Load } from "./load.ts";
import { MONTH_SECONDS } from "./load.ts";
import type { Range } from "./range.ts";

/**
 * Instance-seconds that canaries add in a month: while two revisions share the traffic, each keeps an instance busy that one
 * alone would have shared. At most a whole instance for as long as canaries run, which it is while WebSockets are open on both.
 */
export function overlapSeconds(load: Load, canarySecondsPerMonth: number): Range {
  const inFlight = (load.requests / MONTH_SECONDS) * load.meanRequestSeconds;
  const busy = (share: number) => 1 - Math.exp(-inFlight * share);
  const withoutSockets = 2 * busy(0.5) - busy(1);
  const socketShare = load.webSocketSeconds / MONTH_SECONDS;
  const expected = socketShare + (1 - socketShare) * withoutSockets;
  return { low: 0, expected: canarySecondsPerMonth * expected, high: canarySecondsPerMonth };
}
