import type { Choice } from "./exchange.ts";
import type { ServiceRoutes } from "./routes.ts";
import type { Session } from "./session-affinity.ts";
import { evenDraws, weightedChoice } from "./weighted-choice.ts";

/** Chooses a revision for each request to a service. */
export interface TrafficSplit {
  choose(session: Session | undefined): Choice | undefined;
}

/**
 * The split of a service's traffic. Revisions lie side by side in [0, 1) in the order of their names, so that a changed share
 * moves few of the clients that come back (https://cloud.google.com/run/docs/configuring/session-affinity#traffic-splitting).
 */
export function trafficSplit(
  targets: ServiceRoutes["targets"],
  nextDraw: () => number = evenDraws(),
): TrafficSplit {
  const ordered = targets
    .filter(({ percent }) => percent > 0)
    .sort((one, other) => (one.backend.revision < other.backend.revision ? -1 : 1));
  const keepsClients = ordered.some(({ backend }) => backend.sessionAffinity);
  return {
    choose(session) {
      const draw = session && keepsClients ? session.draw : nextDraw();
      const target = weightedChoice(ordered, draw);
      return target && { backend: target.backend, draw };
    },
  };
}
