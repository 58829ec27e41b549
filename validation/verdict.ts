import type { CheckResult } from "./result/check-result.ts";
import type { Verdict, VerdictResult } from "./result/verdict-result.ts";

/** A rule of the verdict: which checks it catches, and what that makes of the whole. */
interface VerdictRule {
  id: string;
  statement: string;
  gives: Verdict;
  catches(check: CheckResult): boolean;
}

/** The rules in their order: the first that catches a check decides; where none does, it is READY. */
export const VERDICT_RULES: readonly VerdictRule[] = [
  {
    id: "needed-check-failed",
    statement: "A needed check that failed makes it NOT READY.",
    gives: "NOT READY",
    catches: ({ needed, verdict }) => needed && verdict === "fail",
  },
  {
    id: "needed-check-skipped",
    statement: "A needed check that was skipped leaves it UNPROVEN.",
    gives: "UNPROVEN",
    catches: ({ needed, verdict }) => needed && verdict === "skipped",
  },
];

const ALL_PROVEN = {
  id: "needed-checks-passed",
  statement: "It is READY when every needed check ran and none failed; warnings are named and do not block.",
  gives: "READY",
} as const;

/** The verdict that follows from the checks by {@link VERDICT_RULES}. Nothing checked is nothing proven. */
export function verdictOf(checks: readonly CheckResult[], from: "cloud" | "rehearsal"): VerdictResult {
  const caught = VERDICT_RULES.map((rule) => ({ rule, checks: checks.filter(rule.catches) }));
  const deciding = caught.find((entry) => entry.checks.length > 0);
  const needed = checks.filter((check) => check.needed);
  const verdict = deciding?.rule.gives ?? (needed.length > 0 ? "READY" : "UNPROVEN");
  const good = needed.filter(({ verdict }) => verdict === "pass" || verdict === "warn");
  const blocking = deciding?.checks ?? [];
  return {
    verdict,
    summary: summaryOf(verdict, from, { good: good.length, needed: needed.length }),
    rules: [
      ...caught.map(({ rule: { id, statement, gives }, checks }) => ({
        ...{ id, statement, gives, decided: deciding?.rule.id === id },
        checks: checks.map(({ id }) => id),
      })),
      { ...ALL_PROVEN, checks: good.map(({ id }) => id), decided: verdict === "READY" },
    ],
    blocking: blocking.map(({ id: check, title, reason, findings }) => ({ check, title, reason, findings })),
    warnings: remarks(checks, ({ verdict, needed }) => verdict === "warn" || (verdict === "fail" && !needed)),
    notProven: remarks(checks, ({ verdict, needed }) => verdict === "skipped" && !needed),
  };
}

function summaryOf(
  verdict: Verdict,
  from: "cloud" | "rehearsal",
  { good, needed }: { good: number; needed: number },
): string {
  const where = from === "rehearsal" ? " (rehearsal)" : "";
  return `${verdict}${where}: ${good} of ${needed} needed checks passed`;
}

function remarks(checks: readonly CheckResult[], which: (check: CheckResult) => boolean) {
  return checks.filter(which).map(({ id: check, reason }) => ({ check, reason }));
}
