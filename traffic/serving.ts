/** One row of a service's `trafficStatuses`, as the API gives it; unset fields may come as empty text. */
export interface TrafficStatus {
  revision?: string;
  percent?: number;
  tag?: string;
  type?: string;
}

/** What a live service serves. */
export interface LiveTraffic {
  /** Short name of the latest ready revision: what a target of type LATEST means. */
  latestReadyRevision: string;
  trafficStatuses: readonly TrafficStatus[];
}

/** A revision that gets requests, or has a tag to get them by. */
export interface ServingRevision {
  revision: string;
  percent: number;
  tags: string[];
}

/** What a service serves, a row per revision, the largest share first, then by name. */
export function servingRevisions(live: LiveTraffic): ServingRevision[] {
  const byName = new Map<string, ServingRevision>();
  for (const status of live.trafficStatuses) {
    const revision = shortName(status.revision || live.latestReadyRevision);
    if (revision === "") continue;
    const row = byName.get(revision) ?? { revision, percent: 0, tags: [] };
    row.percent += status.percent ?? 0;
    if (status.tag) row.tags.push(status.tag);
    byName.set(revision, row);
  }
  return [...byName.values()].sort(bySize);
}

/** The last part of a resource name: `projects/P/locations/L/services/S/revisions/R` gives `R`. */
export function shortName(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

function bySize(a: ServingRevision, b: ServingRevision): number {
  return b.percent - a.percent || (a.revision < b.revision ? -1 : 1);
}
