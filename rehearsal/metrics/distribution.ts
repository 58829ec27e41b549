import type { Distribution } from "../contract.ts";

/** Bucket 0 ends at 1; each further one is 1.4 times as wide as the one before. */
const BUCKETS = { numFiniteBuckets: 66, growthFactor: 1.4, scale: 1 };
const LAST_BUCKET = BUCKETS.numFiniteBuckets + 1;
const LOG_GROWTH = Math.log(BUCKETS.growthFactor);

/** Values counted by bucket, with what their mean and variance need. */
export class Histogram {
  #count = 0;
  #mean = 0;
  #squaredDeviations = 0;
  readonly #buckets: number[] = new Array(LAST_BUCKET + 1).fill(0);

  get count(): number {
    return this.#count;
  }

  add(value: number): void {
    const difference = value - this.#mean;
    this.#count += 1;
    this.#mean += difference / this.#count;
    this.#squaredDeviations += difference * (value - this.#mean);
    const bucket = bucketOf(value);
    this.#buckets[bucket] = (this.#buckets[bucket] ?? 0) + 1;
  }

  /** Takes over what another, kept one has counted. */
  merge({ count, mean, sumOfSquaredDeviation, bucketCounts }: Distribution): void {
    const added = Number(count);
    if (added === 0) return;
    const total = this.#count + added;
    const difference = mean - this.#mean;
    this.#squaredDeviations += sumOfSquaredDeviation + (difference ** 2 * this.#count * added) / total;
    this.#mean += (difference * added) / total;
    this.#count = total;
    for (const [bucket, inBucket] of bucketCounts.entries()) {
      this.#buckets[bucket] = (this.#buckets[bucket] ?? 0) + Number(inBucket);
    }
  }

  /** The value below which this share of all lies, taken as spread evenly within its bucket; 0 where there is none. */
  quantile(share: number): number {
    let left = share * this.#count;
    for (const [bucket, inBucket] of this.#buckets.entries()) {
      if (inBucket > 0 && left <= inBucket) {
        const [from, to] = boundsOf(bucket);
        return from + ((to - from) * left) / inBucket;
      }
      left -= inBucket;
    }
    return 0;
  }

  /** Empty buckets at the end are left out, as the API allows. */
  toDistribution(): Distribution {
    const used = this.#buckets.findLastIndex((inBucket) => inBucket > 0) + 1;
    return {
      count: String(this.#count),
      mean: this.#mean,
      sumOfSquaredDeviation: this.#squaredDeviations,
      bucketOptions: { exponentialBuckets: BUCKETS },
      bucketCounts: this.#buckets.slice(0, used).map(String),
    };
  }
}

/** All values of several distributions. */
export function mergedHistogram(distributions: readonly Distribution[]): Histogram {
  const histogram = new Histogram();
  for (const distribution of distributions) histogram.merge(distribution);
  return histogram;
}

function bucketOf(value: number): number {
  if (value < BUCKETS.scale) return 0;
  return Math.min(LAST_BUCKET, 1 + Math.floor(Math.log(value / BUCKETS.scale) / LOG_GROWTH));
}

/** What lies above the last bound counts as being there. */
function boundsOf(bucket: number): [number, number] {
  const bound = (exponent: number) => BUCKETS.scale * BUCKETS.growthFactor ** exponent;
  if (bucket === 0) return [0, BUCKETS.scale];
  return [bound(bucket - 1), bound(Math.min(bucket, BUCKETS.numFiniteBuckets))];
}
