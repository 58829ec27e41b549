/** Something that takes a share of the traffic. */
export interface Weighted {
  percent: number;
}

/**
 * One of the targets, each as often as its percentage says. `draw` is a number in [0, 1). Targets of 0 % are never chosen;
 * `undefined` where nothing has a share.
 */
export function weightedChoice<T extends Weighted>(targets: readonly T[], draw: number): T | undefined {
  if (targets.length === 1) return targets[0] && targets[0].percent > 0 ? targets[0] : undefined;
  let total = 0;
  for (const { percent } of targets) total += percent;
  let left = draw * total;
  for (const target of targets) {
    left -= target.percent;
    if (left < 0) return target;
  }
  return undefined;
}

/** The part of 1 that is hardest to approximate by fractions, so that its multiples never bunch. */
const GOLDEN_PART = (Math.sqrt(5) - 1) / 2;

/**
 * Numbers in [0, 1) that fill it evenly whatever their count (an additive recurrence): of any number of requests every revision
 * gets its share almost exactly, and no regular pattern of a client's meets one of the router's.
 */
export function evenDraws(start = Math.random()): () => number {
  let draw = start;
  return () => {
    draw += GOLDEN_PART;
    if (draw >= 1) draw -= 1;
    return draw;
  };
}
