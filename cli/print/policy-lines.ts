import type { Deferral, PolicyReports } from "../engine/policy-report.ts";

/** What the policies said beside what they refused, a line each: advice, what is checked later, what was fixed. */
export function policyLines({ violations, deferrals, fixes }: PolicyReports): string[] {
  const advice = violations.filter(({ level }) => level === "advisory");
  return [
    ...fixes.map(({ rule, resource }) => `fixed by policy: [${rule}] ${resource}`),
    ...advice.map(
      ({ rule, place, found, allowed, fix }) =>
        `warning: [${rule}] ${place}: expected ${allowed}; found ${found}${fix ? `; fix: ${fix}` : ""}`,
    ),
    ...deferralLines(deferrals),
  ];
}

/** By reason and rule: one unknown value keeps many rules waiting, on many resources. */
function deferralLines(deferrals: readonly Deferral[]): string[] {
  return [...Map.groupBy(deferrals, ({ reason }) => reason)].flatMap(([reason, together]) => [
    `policies deferred, not passed: ${reason}`,
    ...[...Map.groupBy(together, ({ rule }) => rule)].map(([rule, those]) => {
      const [first, ...others] = those.map(({ place }) => place);
      return `    [${rule}] ${first}${others.length > 0 ? ` and ${others.length} more` : ""}`;
    }),
  ]);
}
