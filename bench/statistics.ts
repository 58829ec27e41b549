/** What was measured side by side: the i-th run of one is followed at once by the i-th run of the other. */
export interface Pairs {
  /** Milliseconds of what is judged. */
  measuredMs: number[];
  /** Milliseconds of what it is judged against. */
  baselineMs: number[];
}

/** Middle value; of an even number the mean of the two in the middle. Throws RangeError for none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new RangeError("no median of nothing");
  return (lower + upper) / 2;
}

/** The median of the pairs' own ratios: what slows the machine for a while slows both of a pair. */
export function medianRatio({ measuredMs, baselineMs }: Pairs): number {
  return median(measuredMs.map((ms, run) => ms / (baselineMs[run] ?? Number.NaN)));
}

/** The median of the pairs' own differences, in milliseconds. */
export function medianDifference({ measuredMs, baselineMs }: Pairs): number {
  return median(measuredMs.map((ms, run) => ms - (baselineMs[run] ?? Number.NaN)));
}

/** The value that this share of all does not exceed. Throws RangeError for none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (found === undefined) throw new RangeError("no quantile of nothing");
  return found;
}
