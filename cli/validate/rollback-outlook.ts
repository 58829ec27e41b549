import type { ReleaseTools } from "../../release/change-service.ts";
import { existingService } from "../../release/change-service.ts";
import type { LiveRevision } from "../../release/live-service.ts";
import { historyOf } from "../../release/marks.ts";
import { checkReadiness, type ReadinessTools } from "../../release/readiness/check-readiness.ts";
import { rollbackCandidates } from "../../traffic/rollback-target.ts";
import type { RollbackOutlook } from "../../validation/cloud-questions.ts";

/**
 * Where `stage rollback` would go from `current`, and what speaks against it: by the same rules, with nothing moved. While a canary
 * is on, that is the revision that serves beside it.
 */
export async function rollbackOutlook(
  tools: ReleaseTools & { readiness: ReadinessTools },
  current: string,
): Promise<RollbackOutlook> {
  const service = await existingService(tools);
  const candidates = rollbackCandidates(historyOf(service), current);
  const target = await firstReady(
    tools,
    candidates.map(({ revision }) => revision),
  );
  const servedBefore = candidates.length > 0;
  if (!target) {
    const why = "no other revision is ready and was serving in good health";
    return { why, refusals: [], notes: [], servedBefore };
  }
  const { refusals, notes } = await checkReadiness(tools, tools.readiness, target);
  return {
    ...{ target: target.name, createdAt: target.createdAt, notes, servedBefore },
    refusals: refusals.map(({ finding, wayRound }) => `${finding.path}: ${finding.actual} (${wayRound})`),
  };
}

async function firstReady(
  { cloudRun, serviceName }: ReleaseTools,
  names: readonly string[],
): Promise<LiveRevision | undefined> {
  for (const name of names) {
    const revision = await cloudRun.revision(serviceName, name);
    if (revision?.condition.readiness === "ready") return revision;
  }
  return undefined;
}
