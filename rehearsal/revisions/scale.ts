/** What a revision's pool looks like at one moment. */
export interface PoolLoad {
  waiting: number;
  /** Requests that running instances could still take. */
  freeSeats: number;
  running: number;
  starting: number;
  /** Requests one instance takes at a time. */
  concurrency: number;
  minInstances: number;
  maxInstances: number;
}

/**
 * How many more instances to start: enough for the waiting requests, never fewer than the minimum, never beyond the maximum
 * (https://cloud.google.com/run/docs/about-instance-autoscaling).
 */
export function instancesToStart(load: PoolLoad): number {
  const overflow = Math.max(0, load.waiting - load.freeSeats);
  const forWaiting = Math.ceil(overflow / load.concurrency) - load.starting;
  const forMinimum = load.minInstances - load.running - load.starting;
  const room = load.maxInstances - load.running - load.starting;
  return Math.max(0, Math.min(room, Math.max(forWaiting, forMinimum)));
}
