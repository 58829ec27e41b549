import type { CheckContext } from "../check.ts";
import { auditStartupLog } from "../startup-log/audit-startup-log.ts";
import type { StartupBaseline, StartupExpectation } from "../startup-log/expectation.ts";
import { startupExpectation } from "../startup-log/expectation.ts";
import type { LogEntry } from "../startup-log/log-entry.ts";
import type { StartupAudit } from "../startup-log/startup-audit.ts";
import { ofFirstStart, startupEntries } from "./startup-entries.ts";

/** What a contract expects of a start's log; the budget is the settings'. */
export interface StartupContract {
  phases: readonly string[];
  criticalSystems: readonly string[];
  /** Patterns whose lines are known and accepted, each with the reason; undefined where it is not. */
  accepted(context: CheckContext): Record<string, string>;
}

export interface AuditedStart {
  audit: StartupAudit;
  entries: LogEntry[];
  waitedSeconds: number;
}

/** Audits the revision's start, beside that of the revision one would roll back to; once for all checks that ask. */
export function auditedStart(context: CheckContext, contract: StartupContract): Promise<AuditedStart> {
  return context.once("startup audit", async (shared) => {
    const { name } = shared.subject.revision;
    const expected = startupExpectation({
      ...{ phases: contract.phases, criticalSystems: contract.criticalSystems },
      budgetSeconds: shared.settings.validation.startupBudgetSeconds,
      accepted: contract.accepted(shared),
    });
    const [baseline, { entries, waitedSeconds }] = await Promise.all([
      baselineOf(shared, expected),
      startupEntries(shared, (entries) => isComplete(entries, contract.phases)),
    ]);
    const expectation = baseline ? { ...expected, baseline } : expected;
    const { audit } = await auditStartupLog(entries, expectation, { name, redact: shared.redact });
    return { audit, entries, waitedSeconds };
  });
}

async function baselineOf(
  { cloud, redact }: CheckContext,
  expected: StartupExpectation,
): Promise<StartupBaseline | undefined> {
  const { target, createdAt } = await cloud.rollback();
  if (target === undefined || createdAt === undefined) return undefined;
  const since = new Date(createdAt.getTime() - 5000);
  const until = new Date(createdAt.getTime() + 10 * 60_000);
  const entries = ofFirstStart(await cloud.logEntries(target, { since, until }), createdAt);
  if (entries.length === 0) return undefined;
  return (await auditStartupLog(entries, expected, { name: target, redact })).baseline;
}

/** Every phase is there, or, where none are announced, a first line of the program. */
function isComplete(entries: readonly LogEntry[], phases: readonly string[]): boolean {
  const own = entries.filter(({ source }) => source === "container");
  const last = phases.at(-1);
  return last === undefined
    ? own.length > 0
    : own.some(({ text, fields }) => fields?.phase === last || text.includes(last));
}
