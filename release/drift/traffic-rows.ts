/** One share of traffic, comparable between what is declared and what is live. */
export interface TrafficRow {
  /** Short name of a revision, or `latest`. */
  to: string;
  percent: number;
  tag: string;
}

const LATEST = "latest";

/** Traffic targets in a fixed order, without those that neither serve nor have a tag. */
export function trafficRows(targets: unknown): TrafficRow[] {
  if (!Array.isArray(targets)) return [];
  return targets
    .map(({ revision, percent, tag }: { revision?: string; percent?: number; tag?: string }) => ({
      to: revision ? revision.slice(revision.lastIndexOf("/") + 1) : LATEST,
      percent: percent ?? 0,
      tag: tag ?? "",
    }))
    .filter(({ percent, tag }) => percent > 0 || tag !== "")
    .sort((a, b) => b.percent - a.percent || compare(a.to, b.to) || compare(a.tag, b.tag));
}

export function sameTraffic(one: readonly TrafficRow[], other: readonly TrafficRow[]): boolean {
  return trafficInWords(one) === trafficInWords(other);
}

/** `100 % latest`, `90 % a, 10 % b (tag canary)`. */
export function trafficInWords(rows: readonly TrafficRow[]): string {
  if (rows.length === 0) return "nothing";
  return rows.map(({ to, percent, tag }) => `${percent} % ${to}${tag ? ` (tag ${tag})` : ""}`).join(", ");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
