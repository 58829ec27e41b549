import type { Colors } from "picocolors/types.js";
import type { AuditReport, AuditSource, AuditViolation, NotJudged } from "../../audit/audit-report.ts";
import { bareTable } from "./bare-table.ts";

const SOURCES: Record<AuditSource, string> = {
  state: "Pulumi's state",
  live: "what is live",
};

/** An audit as people read it: what was looked at, what is violated, and what could not be judged, with the reasons. */
export function auditText({ looked, violations, notJudged }: AuditReport, colors: Colors): string {
  const counts = looked.map(
    ({ source, resources, rulesJudged }) =>
      `${SOURCES[source]}: ${resources} resources judged by ${rulesJudged} rules`,
  );
  return [
    ...counts,
    "",
    ...(violations.length > 0 ? violationLines(violations, colors) : [colors.green("No rule is violated.")]),
    ...notJudgedLines(notJudged),
  ].join("\n");
}

function violationLines(violations: readonly AuditViolation[], colors: Colors): string[] {
  const rows = violations.map(({ source, rule, level, place, found, allowed }) => [
    source,
    level === "mandatory" ? colors.red(rule) : colors.yellow(rule),
    place,
    found,
    allowed,
  ]);
  const byRule = new Map(violations.map((violation) => [violation.rule, violation]));
  return [
    bareTable(["where", "rule", "property", "found", "allowed"], rows),
    "",
    ...[...byRule.values()].flatMap(({ rule, level, severity, why, fix }) => [
      `${colors.bold(rule)} (${level}, severity ${severity})`,
      `  why: ${why}`,
      `  fix: ${fix}`,
    ]),
  ];
}

/** By source and reason, so that one reason stands once however many rules it is the reason for. */
function notJudgedLines(notJudged: readonly NotJudged[]): string[] {
  if (notJudged.length === 0) return [];
  const groups = Map.groupBy(notJudged, ({ source, reason }) => `${SOURCES[source]}: ${reason}`);
  return [
    "",
    "Not judged, and so not passed:",
    ...[...groups].flatMap(([why, those]) => [`  ${why}`, ...those.map((one) => `    ${where(one)}`)]),
  ];
}

function where({ rule, place }: NotJudged): string {
  return place === undefined ? `[${rule}]` : `[${rule}] ${place}`;
}
