import type { LatencyBucket } from "./latency.ts";

/**
 * A distribution as Cloud Monitoring gives it; 64-bit numbers come as text.
 * https://cloud.google.com/monitoring/api/ref_v3/rest/v3/TypedValue#Distribution
 */
export interface DistributionDocument {
  count?: string;
  bucketOptions?: {
    exponentialBuckets?: { numFiniteBuckets?: number; growthFactor?: number; scale?: number };
    linearBuckets?: { numFiniteBuckets?: number; width?: number; offset?: number };
    explicitBuckets?: { bounds?: number[] };
  };
  /** Empty buckets at the end may be left out. */
  bucketCounts?: string[];
}

/** The buckets that hold anything. The first reaches down to 0; what lies above the last bound counts as being there. */
export function bucketsOf({ bucketOptions, bucketCounts = [] }: DistributionDocument): LatencyBucket[] {
  const bounds = boundsOf(bucketOptions);
  return bucketCounts.flatMap((text, index) => {
    const count = Number(text);
    if (count === 0) return [];
    const toMilliseconds = bounds[index] ?? bounds.at(-1) ?? 0;
    return [{ fromMilliseconds: index === 0 ? 0 : (bounds[index - 1] ?? 0), toMilliseconds, count }];
  });
}

function boundsOf({
  exponentialBuckets: exponential,
  linearBuckets: linear,
  explicitBuckets: explicit,
}: NonNullable<DistributionDocument["bucketOptions"]> = {}): number[] {
  if (exponential) {
    const { numFiniteBuckets = 0, growthFactor = 2, scale = 1 } = exponential;
    return Array.from({ length: numFiniteBuckets + 1 }, (_, index) => scale * growthFactor ** index);
  }
  if (linear) {
    const { numFiniteBuckets = 0, width = 1, offset = 0 } = linear;
    return Array.from({ length: numFiniteBuckets + 1 }, (_, index) => offset + width * index);
  }
  return explicit?.bounds ?? [];
}
