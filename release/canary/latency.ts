/** How many requests took how long: from `fromMilliseconds` up to `toMilliseconds`. */
export interface LatencyBucket {
  fromMilliseconds: number;
  toMilliseconds: number;
  count: number;
}

/** Buckets of several histograms as one, the fastest first. */
export function mergeBuckets(histograms: readonly (readonly LatencyBucket[])[]): LatencyBucket[] {
  const merged = new Map<string, LatencyBucket>();
  for (const bucket of histograms.flat()) {
    const key = `${bucket.fromMilliseconds} ${bucket.toMilliseconds}`;
    const known = merged.get(key);
    if (known) known.count += bucket.count;
    else merged.set(key, { ...bucket });
  }
  return [...merged.values()].sort((a, b) => a.fromMilliseconds - b.fromMilliseconds);
}

export function countOf(buckets: readonly LatencyBucket[]): number {
  return buckets.reduce((sum, { count }) => sum + count, 0);
}

/** The latency below which this share of the requests lies, taken as evenly spread in their bucket; undefined without requests. */
export function quantileOf(buckets: readonly LatencyBucket[], share: number): number | undefined {
  let left = share * countOf(buckets);
  for (const { fromMilliseconds, toMilliseconds, count } of buckets) {
    if (count > 0 && left <= count) {
      return fromMilliseconds + ((toMilliseconds - fromMilliseconds) * left) / count;
    }
    left -= count;
  }
  return buckets.at(-1)?.toMilliseconds;
}

/** How many requests took longer than the bound. */
export function slowerThan(buckets: readonly LatencyBucket[], boundMilliseconds: number): number {
  return buckets.reduce((sum, { fromMilliseconds, toMilliseconds, count }) => {
    if (toMilliseconds <= boundMilliseconds) return sum;
    if (fromMilliseconds >= boundMilliseconds) return sum + count;
    return sum + (count * (toMilliseconds - boundMilliseconds)) / (toMilliseconds - fromMilliseconds);
  }, 0);
}
