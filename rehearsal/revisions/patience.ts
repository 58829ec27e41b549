import { NoInstance } from "../routing/routes.ts";

/** A pending request is kept for 10 s, or 3.5 times the average startup where that is longer. */
const LEAST_SECONDS = 10;
const STARTUPS = 3.5;

/** What decides over a request that has waited its time. */
export interface PendingSituation {
  running: number;
  starting: number;
  maxInstances: number;
}

/**
 * How long a request waits for an instance
 * (https://cloud.google.com/run/docs/about-instance-autoscaling#pending-requests).
 */
export function patienceSeconds(averageStartupSeconds: number): number {
  return Math.max(LEAST_SECONDS, STARTUPS * averageStartupSeconds);
}

/**
 * What becomes of a request that has waited that long: refused as saturated (429) where no more instances may run, as not
 * scaled in time (500) where they may (https://cloud.google.com/run/docs/troubleshooting#429 and #500). While a first instance
 * is on its way it waits on: a rehearsal's cold start depends on a machine that Google's does not.
 */
export function overdueRefusal({
  running,
  starting,
  maxInstances,
}: PendingSituation): NoInstance | undefined {
  if (running === 0 && starting > 0) return undefined;
  if (running + starting >= maxInstances && starting === 0) {
    return new NoInstance("saturated", "All instances are busy, and no more of them may run.");
  }
  return new NoInstance("scaling", "No further instance has started in time.");
}

/** For requests to a revision of which no instance starts. */
export function notStarted(): NoInstance {
  return new NoInstance(
    "start-failed",
    "The request failed because the instance failed the readiness check. Additional troubleshooting documentation can be " +
      "found at: https://cloud.google.com/run/docs/troubleshooting#container-failed-to-start",
  );
}

/** For requests that wait while their revision is deleted. */
export function revisionDeleted(): NoInstance {
  return new NoInstance("start-failed", "The revision has been deleted.");
}
