import type { LiveRevision } from "../live-service.ts";
import { type CheckResult, NOTHING_AGAINST } from "./refusal.ts";

/** Cloud Run routes no traffic to a revision that is not ready, so there is no way round but another revision. */
export function checkRevisionReady({ name, condition }: LiveRevision): CheckResult {
  if (condition.readiness === "ready") return NOTHING_AGAINST;
  const actual = condition.message ? `${condition.readiness}: ${condition.message}` : condition.readiness;
  return {
    refusals: [
      {
        check: "revision-ready",
        finding: { path: name, expected: "a revision that is ready", actual },
        wayRound: "take another revision with --to; stage status lists those that are ready",
      },
    ],
    notes: [],
  };
}
