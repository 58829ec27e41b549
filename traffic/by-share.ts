import type { TrafficTarget } from "./traffic-target.ts";

/** Orders targets by share, then name: it must not depend on how the shares came about, or a second plan would differ from the first. */
export function byShare(a: TrafficTarget, b: TrafficTarget): number {
  return b.percent - a.percent || ((a.revision ?? "") < (b.revision ?? "") ? -1 : 1);
}
