import { probeOnce } from "./probe.ts";
import type { LivenessPlan } from "./startup-plan.ts";

/**
 * Checks a started instance every period; after `failureThreshold` failures in a row it is reported dead, once
 * (https://cloud.google.com/run/docs/configuring/healthchecks#liveness-probes).
 */
export function watchLiveness(
  host: string,
  plan: LivenessPlan,
  dead: (lastSeen: string) => void,
): { end(): void } {
  let failures = 0;
  let ended = false;
  let timer: NodeJS.Timeout;
  const check = async () => {
    const result = await probeOnce(host, plan.check, plan.timeoutSeconds * 1000);
    if (ended) return;
    failures = result === undefined ? 0 : failures + 1;
    if (result !== undefined && failures >= plan.failureThreshold) {
      ended = true;
      dead(result);
      return;
    }
    timer = setTimeout(check, plan.periodSeconds * 1000);
  };
  timer = setTimeout(check, (plan.initialDelaySeconds || plan.periodSeconds) * 1000);
  return {
    end() {
      ended = true;
      clearTimeout(timer);
    },
  };
}
