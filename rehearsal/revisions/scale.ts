/** What a revision's pool looks like at one moment. */
export interface PoolLoad {
  waiting: number;
  /** Requests that running instances could still take. */
  freeSeats: number;
  running: number;
  starting: number;
  /** Requests one instance takes at a time. */
  concurrency: number;
  /** Instances wanted whatever waits: the minimum, or what the concurrency of the last minute asks for. */
  wanted: number;
  maxInstances: number;
}

/** Cloud Run keeps instances at this share of their concurrency. */
const TARGET_UTILIZATION = 0.6;

/**
 * How many instances a concurrency asks for: as many as keep each at 60 % of what it may take
 * (https://cloud.google.com/run/docs/about-instance-autoscaling).
 */
export function instancesFor(meanConcurrency: number, concurrency: number): number {
  // A mean of fractions may lie a hair above what it is.
  return Math.max(0, Math.ceil(meanConcurrency / (TARGET_UTILIZATION * concurrency) - 1e-9));
}

/**
 * How many more instances to start: enough for the waiting requests, never fewer than wanted, never beyond the maximum
 * (https://cloud.google.com/run/docs/about-instance-autoscaling).
 */
export function instancesToStart(load: PoolLoad): number {
  const overflow = Math.max(0, load.waiting - load.freeSeats);
  const forWaiting = Math.ceil(overflow / load.concurrency) - load.starting;
  const forWanted = load.wanted - load.running - load.starting;
  const room = load.maxInstances - load.running - load.starting;
  return Math.max(0, Math.min(room, Math.max(forWaiting, forWanted)));
}
