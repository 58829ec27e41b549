import type { ValidationResult } from "../../validation/result.ts";
import { words } from "../cells.ts";
import type { Block, Section, Tone } from "../document.ts";

/** The rules, which of them decided, and everything that blocks or is left open. */
export function verdict({ verdict: given }: ValidationResult): Section {
  const tone: Tone = given.verdict === "READY" ? "good" : given.verdict === "NOT READY" ? "bad" : "warn";
  return {
    id: "verdict",
    title: "Verdict",
    blocks: [
      { kind: "notice", tone, text: given.summary },
      {
        kind: "table",
        caption: "Rules; the first that catches a check decides",
        columns: [{ title: "Rule" }, { title: "Gives" }, { title: "Caught" }, { title: "Decided" }],
        rows: given.rules.map(({ statement, gives, checks, decided }) => [
          words(statement),
          words(gives),
          words(checks.length === 0 ? "none" : checks.join(", "), checks.length === 0 ? "dim" : undefined),
          words(decided ? "yes" : "no", decided ? undefined : "dim"),
        ]),
      },
      ...given.blocking.flatMap(({ title, reason, findings }): Block[] => [
        { kind: "notice", tone: "bad", text: `${title}: ${reason}` },
        ...findingTable(findings),
      ]),
      ...reasons("Warnings", given.warnings),
      ...reasons("Not proven", given.notProven),
    ],
  };
}

/** What is wrong where, in a table; none where nothing is. */
export function findingTable(findings: { path: string; expected: string; actual: string }[]): Block[] {
  if (findings.length === 0) return [];
  return [
    {
      kind: "table",
      caption: "Findings",
      columns: [{ title: "Where" }, { title: "Expected" }, { title: "Found" }],
      rows: findings.map(({ path, expected, actual }) => [
        { text: path, code: true },
        words(expected),
        words(actual, "bad"),
      ]),
    },
  ];
}

function reasons(caption: string, rows: { check: string; reason: string }[]): Block[] {
  if (rows.length === 0) return [];
  return [
    {
      kind: "table",
      caption,
      columns: [{ title: "Check" }, { title: "Reason" }],
      rows: rows.map(({ check, reason }) => [{ text: check, code: true }, words(reason)]),
    },
  ];
}
