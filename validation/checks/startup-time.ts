import type { Check } from "../check.ts";
import { READY_REVISION } from "../needs.ts";
import { failed, passed, skipped, warned } from "../outcome.ts";
import { auditedStart, type StartupContract } from "../probe/startup-audit.ts";
import { claimOf } from "../result/claim.ts";
import type { Evidence } from "../result/evidence.ts";
import type { StartupResult } from "../result/measured.ts";
import type { StartupAudit } from "../startup-log/startup-audit.ts";

/** What the audit finds about time; this check tells it, the other one the rest. */
export const TIME_FINDINGS: ReadonlySet<string> = new Set([
  "over-budget",
  "slower-than-baseline",
  "total-unknown",
]);

/** A start as short as this may take several times as long as another for no reason but a busy machine. */
const SHORT_SECONDS = 3;

/** Whether the start keeps to its budget, by the service's own log, and is not slower by far than that of the last good revision. */
export function startupTime(contract: StartupContract): Check {
  return {
    id: "startup-time",
    title: "The start keeps to its budget",
    group: "startup",
    needs: [READY_REVISION],
    timeLimitSeconds: 40,
    async run(context) {
      const { audit, waitedSeconds } = await auditedStart(context, contract);
      const { totalSeconds, budgetSeconds, baseline } = audit;
      if (totalSeconds === undefined)
        return skipped("the log does not tell how long the start took", { waitedSeconds });
      const startup = startupOf(audit, totalSeconds, context.subject.revision.name);
      const { startupSeconds: before } = context.settings.validation.before;
      const figures = {
        name: "Start",
        unit: "s",
        before: before ?? 0,
        beforeSource: "settings: validation.before.startupSeconds",
      };
      const measured = {
        startup,
        ...(before
          ? { claims: [claimOf({ ...figures, after: totalSeconds, afterSource: "the service's log" })] }
          : {}),
      };
      const evidence = [evidenceOf(audit, totalSeconds)];
      const rest = { evidence, measured, waitedSeconds };
      const told = audit.findings.filter(({ id }) => TIME_FINDINGS.has(id));
      const over = told.find(({ id }) => id === "over-budget");
      if (over) {
        const finding = {
          path: "startup",
          expected: `at most ${budgetSeconds} s`,
          actual: `${totalSeconds} s`,
        };
        return failed(over.reason, { ...rest, findings: [finding] });
      }
      const slower = told.find(({ id }) => id === "slower-than-baseline");
      if (slower && totalSeconds > SHORT_SECONDS) return warned(slower.reason, rest);
      const beside =
        baseline?.totalSeconds === undefined ? "" : `, ${baseline.name} took ${baseline.totalSeconds} s`;
      return passed(`${totalSeconds} s of at most ${budgetSeconds} s${beside}`, rest);
    },
  };
}

function evidenceOf({ budgetSeconds }: StartupAudit, totalSeconds: number): Evidence {
  return {
    kind: "measurement",
    ...{ name: "Start", unit: "s", n: 1, value: totalSeconds, budget: budgetSeconds },
    method: "as the service's own log states it, or as its phases add up",
  };
}

/** Phases that the log gives no time for are left out: a share of nothing would be made up. */
function startupOf(
  { phases, baseline }: StartupAudit,
  totalSeconds: number,
  revision: string,
): StartupResult {
  const timed = phases.flatMap(({ name, seconds, sharePercent }) =>
    seconds === undefined || sharePercent === undefined ? [] : [{ name, seconds, sharePercent }],
  );
  const before = phases.flatMap(({ name, baselineSeconds }) =>
    baselineSeconds === undefined ? [] : [{ name, seconds: baselineSeconds }],
  );
  return {
    ...{ revision, totalSeconds, phases: timed },
    ...(baseline?.totalSeconds === undefined
      ? {}
      : { baseline: { revision: baseline.name, totalSeconds: baseline.totalSeconds, phases: before } }),
  };
}
