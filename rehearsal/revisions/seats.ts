import type { ReadyInstance } from "./ready-instance.ts";

/** A running instance with the requests that it has. */
export interface Seat {
  readonly instance: ReadyInstance;
  inFlight: number;
  /** When its last request ended, on the clock of `performance.now()`. */
  idleSinceMs: number;
  idleTimer?: NodeJS.Timeout | undefined;
}

/**
 * The seat for the next request: the one asked for where it has room, else the least busy of the `wanted` oldest, else the
 * least busy of the others. So instances beyond those wanted become idle, and end.
 */
export function freeSeat(
  seats: Iterable<Seat>,
  concurrency: number,
  wanted: number,
  instanceIdPrefix?: string,
): Seat | undefined {
  let free: Seat | undefined;
  let surplus: Seat | undefined;
  let position = 0;
  for (const seat of seats) {
    position += 1;
    if (seat.inFlight >= concurrency) continue;
    if (instanceIdPrefix && seat.instance.upstream.instanceId.startsWith(instanceIdPrefix)) return seat;
    if (position <= wanted) free = lessBusy(free, seat);
    else surplus = lessBusy(surplus, seat);
  }
  return free ?? surplus;
}

function lessBusy(one: Seat | undefined, other: Seat): Seat {
  return !one || other.inFlight < one.inFlight ? other : one;
}
