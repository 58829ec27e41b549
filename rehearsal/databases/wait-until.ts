import { setTimeout as delay } from "node:timers/promises";

const INTERVAL_MS = 20;

/**
 * Asks until the answer is true; false when the deadline is over first, or `giveUp` says that it will never come.
 */
export async function waitUntil(
  condition: () => Promise<boolean> | boolean,
  deadlineSeconds: number,
  giveUp: () => boolean = () => false,
): Promise<boolean> {
  const end = performance.now() + deadlineSeconds * 1000;
  for (;;) {
    if (await condition()) return true;
    if (giveUp() || performance.now() > end) return false;
    await delay(INTERVAL_MS);
  }
}
