import type { StartupExpectation } from "./expectation.ts";
import type { ObservedStart } from "./observed-start.ts";
import type { AuditedPhase } from "./startup-audit.ts";

/** The expected phases with what was seen of each; shares are of `totalSeconds`, to one decimal. */
export function auditedPhases(
  start: ObservedStart | undefined,
  totalSeconds: number | undefined,
  { phases, baseline }: Pick<StartupExpectation, "phases" | "baseline">,
): AuditedPhase[] {
  return phases.map((name) => {
    const seen = start?.phases.find((phase) => phase.name === name);
    const before = baseline?.phases.find((phase) => phase.name === name);
    return {
      name,
      found: seen !== undefined,
      ...(seen?.seconds === undefined ? {} : { seconds: seen.seconds }),
      ...(seen?.seconds === undefined || !totalSeconds
        ? {}
        : { sharePercent: Math.round((seen.seconds / totalSeconds) * 1000) / 10 }),
      ...(before === undefined ? {} : { baselineSeconds: before.seconds }),
    };
  });
}
