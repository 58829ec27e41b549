import type { Capacity } from "./capacity.ts";

/** 730 hours: the month of Google's own price calculator. */
export const MONTH_SECONDS = 730 * 3600;

/** Share of its concurrency at which Cloud Run adds an instance. https://cloud.google.com/run/docs/about-instance-autoscaling */
const FULL_AT = 0.6;

/** How long Cloud Run may keep an instance without a request. https://cloud.google.com/run/docs/about-instance-autoscaling#idle-instances */
const IDLE_SECONDS = 15 * 60;

/** The use of a service in a month. */
export interface Load {
  requests: number;
  meanRequestSeconds: number;
  /** Time in which at least one WebSocket is open; it counts as a request. */
  webSocketSeconds: number;
}

/** How well requests share instances: `expected` takes them as arriving at random, evenly over the month. */
export type Sharing = "perfect" | "expected" | "none";

/** Seconds in a month in which instances have at least one request, summed over instances. */
export function activeSeconds(load: Load, capacity: Capacity, sharing: Sharing): number {
  const work = load.requests * load.meanRequestSeconds;
  const most = capacity.maxInstances * MONTH_SECONDS;
  if (sharing === "perfect") {
    return Math.min(most, Math.max(load.webSocketSeconds, work / capacity.concurrency));
  }
  const unshared = Math.min(most, load.webSocketSeconds + work);
  return sharing === "none" ? unshared : Math.min(unshared, inMonth(load, capacity, load.meanRequestSeconds));
}

/** Seconds in a month in which instances exist, busy or not, summed over instances. */
export function aliveSeconds(load: Load, capacity: Capacity, sharing: Sharing): number {
  const kept = capacity.minInstances * MONTH_SECONDS;
  const active = activeSeconds(load, capacity, sharing);
  if (sharing === "perfect" || active === 0) return Math.max(kept, active);
  const most = capacity.maxInstances * MONTH_SECONDS;
  if (sharing === "none") return Math.max(kept, MONTH_SECONDS, Math.min(most, active / FULL_AT));
  return Math.max(kept, Math.min(most, inMonth(load, capacity, load.meanRequestSeconds + IDLE_SECONDS)));
}

/**
 * Mean number of instances times the month. One instance is there while any request is: the busy share of an M/G/∞ queue,
 * 1 − e^(−rate × time). Above what one instance takes, as many as the load fills. Open WebSockets keep one all along.
 */
function inMonth(load: Load, { concurrency }: Capacity, occupiedSeconds: number): number {
  const rate = load.requests / MONTH_SECONDS;
  const filled = (rate * load.meanRequestSeconds) / (FULL_AT * concurrency);
  const anyRequest = 1 - Math.exp(-rate * occupiedSeconds);
  const socketShare = load.webSocketSeconds / MONTH_SECONDS;
  const mean = socketShare * Math.max(1, filled) + (1 - socketShare) * Math.max(anyRequest, filled);
  return mean * MONTH_SECONDS;
}
