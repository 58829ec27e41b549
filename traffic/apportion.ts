/**
 * Divides whole percent among revisions in proportion to their weights, by largest remainder; equal remainders go by
 * the order given. The shares always add up to `percent`.
 *
 * @param weights not negative, at least one above zero.
 */
export function apportion(weights: readonly number[], percent: number): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total <= 0) throw new RangeError("cannot apportion by weights that are all zero");
  const exact = weights.map((weight) => (weight * percent) / total);
  const shares = exact.map(Math.floor);
  const left = percent - shares.reduce((sum, share) => sum + share, 0);
  const byRemainder = exact
    .map((share, index) => ({ index, remainder: share - Math.floor(share) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder.slice(0, left)) shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}
