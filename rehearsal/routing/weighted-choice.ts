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
  const total = targets.reduce((sum, { percent }) => sum + percent, 0);
  let left = draw * total;
  for (const target of targets) {
    left -= target.percent;
    if (left < 0) return target;
  }
  return undefined;
}
