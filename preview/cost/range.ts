/** A figure that is not known exactly: nothing speaks for less than `low` or more than `high` under the assumptions named. */
export interface Range {
  low: number;
  expected: number;
  high: number;
}

/** A range made end by end from others. */
export function combineRanges<Name extends string>(
  ranges: Record<Name, Range>,
  combine: (ends: Record<Name, number>) => number,
): Range {
  const end = (which: keyof Range) =>
    combine(
      Object.fromEntries(
        Object.entries<Range>(ranges).map(([name, range]) => [name, range[which]]),
      ) as Record<Name, number>,
    );
  return { low: end("low"), expected: end("expected"), high: end("high") };
}
