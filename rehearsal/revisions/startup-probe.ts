import { setTimeout as delay } from "node:timers/promises";
import { type ProbeResult, probeOnce } from "./probe.ts";
import type { StartupPlan } from "./startup-plan.ts";

/** How the wait for a started instance ended. */
export type StartupResult =
  | { state: "started"; attempts: number }
  | { state: "exited" }
  | { state: "deadline"; waitedSeconds: number; lastSeen: string };

/** Tries come close together at first, so that a quick program is served as soon as it listens. */
const QUICK_PHASE_MS = 3_000;
const QUICK_INTERVAL_MS = 5;
const INTERVAL_MS = 100;

/** Tries until the probe passes, the instance ends, or the deadline is over, whichever is first. */
export async function awaitStartup(
  host: string,
  plan: StartupPlan,
  exited: Promise<unknown>,
): Promise<StartupResult> {
  const watch = { ended: false };
  const end = exited.then(() => {
    watch.ended = true;
  });
  if (plan.initialDelaySeconds > 0) await Promise.race([delay(plan.initialDelaySeconds * 1000), end]);
  const startedAt = performance.now();
  let lastSeen: ProbeResult = "not tried yet";
  for (let attempts = 1; !watch.ended; attempts++) {
    const elapsed = performance.now() - startedAt;
    const left = plan.deadlineSeconds * 1000 - elapsed;
    if (left <= 0) return { state: "deadline", waitedSeconds: plan.deadlineSeconds, lastSeen };
    const result = await Promise.race([
      probeOnce(host, plan.check, Math.min(plan.timeoutSeconds * 1000, left)),
      end,
    ]);
    if (watch.ended) break;
    if (result === undefined) return { state: "started", attempts };
    lastSeen = result;
    await Promise.race([delay(elapsed < QUICK_PHASE_MS ? QUICK_INTERVAL_MS : INTERVAL_MS), end]);
  }
  return { state: "exited" };
}
