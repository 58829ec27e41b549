/** A share of requests: `hits` of `total`. */
export interface Share {
  hits: number;
  total: number;
}

/** Bounds, both as fractions. */
export interface Interval {
  lower: number;
  upper: number;
}

/**
 * Wilson's score interval for a share that was observed. Unlike the textbook's normal interval it holds for few requests and for
 * shares near 0, which is where error shares are. Without any requests it is everything from 0 to 1.
 *
 * E. B. Wilson (1927), "Probable inference, the law of succession, and statistical inference", JASA 22.
 *
 * @param z standard deviations to each side: 1.96 covers 95 %.
 */
export function wilsonInterval({ hits, total }: Share, z: number): Interval {
  if (total === 0) return { lower: 0, upper: 1 };
  const share = hits / total;
  const square = z * z;
  const centre = (share + square / (2 * total)) / (1 + square / total);
  const reach =
    (z * Math.sqrt((share * (1 - share)) / total + square / (4 * total * total))) / (1 + square / total);
  // At the ends the interval touches 0 and 1 exactly; floating point would miss them by a hair.
  return {
    lower: hits === 0 ? 0 : centre - reach,
    upper: hits === total ? 1 : centre + reach,
  };
}

/**
 * How much larger one share is than another: Newcombe's interval for a difference, made of the Wilson intervals of both.
 *
 * R. G. Newcombe (1998), "Interval estimation for the difference between independent proportions", Statistics in Medicine 17,
 * method 10.
 */
export function excessInterval(one: Share, other: Share, z: number): Interval & { excess: number } {
  const [a, b] = [wilsonInterval(one, z), wilsonInterval(other, z)];
  const [p, q] = [fraction(one), fraction(other)];
  const excess = p - q;
  return {
    excess,
    lower: excess - Math.hypot(p - a.lower, b.upper - q),
    upper: excess + Math.hypot(a.upper - p, q - b.lower),
  };
}

/** Without requests nothing is known; 0 keeps the bounds those of the other side. */
function fraction({ hits, total }: Share): number {
  return total === 0 ? 0 : hits / total;
}
