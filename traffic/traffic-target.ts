/**
 * A share of a service's traffic. Without `revision` it goes to the latest ready one.
 * https://cloud.google.com/run/docs/reference/rest/v2/TrafficTarget
 */
export interface TrafficTarget {
  type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST" | "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION";
  revision?: string;
  /** Whole percent; the targets of a service add up to 100. */
  percent: number;
  /** Gives the revision an address of its own; unique in a service. */
  tag?: string;
}

/** All to whatever revision is the latest that got ready. */
export function toLatest(percent: number): TrafficTarget {
  return { type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent };
}

/** Whether a target goes to whatever revision is the latest. */
export function followsLatest({ type }: { type?: string | undefined }): boolean {
  return type === "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST";
}

/** A share for one revision, by name. */
export function toRevision(revision: string, percent: number, tag?: string): TrafficTarget {
  const target: TrafficTarget = { type: "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION", revision, percent };
  return tag === undefined ? target : { ...target, tag };
}
