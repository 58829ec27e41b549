import type { ValidationResult } from "../../validation/result.ts";
import { words } from "../cells.ts";
import type { Cell, Section, Tone } from "../document.ts";

interface Risk {
  level: "high" | "medium" | "unknown";
  what: string;
  from: string;
}

const TONES: Record<Risk["level"], Tone> = { high: "bad", medium: "warn", unknown: "dim" };

/** Risks by rule: what failed is high, what warned, needed retries or bars the way back is medium, what nobody proved is unknown. */
export function risk(result: ValidationResult): Section {
  const risks = [...risksOfChecks(result), ...risksOfRollback(result), ...risksOfPlace(result)];
  return {
    id: "risk",
    title: "Risk",
    blocks:
      risks.length === 0
        ? [
            {
              kind: "text",
              text: "No check failed, warned, was skipped or had to be tried twice, and the way back is open.",
            },
          ]
        : [
            {
              kind: "table",
              caption: "Risks, each with what it follows from",
              columns: [{ title: "Risk" }, { title: "What" }, { title: "Follows from" }],
              rows: risks.map(({ level, what, from }): Cell[] => [
                words(level, TONES[level]),
                words(what),
                words(from, "dim"),
              ]),
            },
          ],
  };
}

function risksOfChecks({ checks }: ValidationResult): Risk[] {
  const order = { high: 0, medium: 1, unknown: 2 };
  return checks
    .flatMap(({ id, title, verdict, needed, reason, retries }): Risk[] => {
      const what = `${title}: ${reason}`;
      if (verdict === "fail") return [{ level: needed ? "high" : "medium", what, from: id }];
      if (verdict === "warn") return [{ level: "medium", what, from: id }];
      if (verdict === "skipped") return [{ level: "unknown", what, from: id }];
      if (retries.length === 0) return [];
      const again = `${title}: passed only after ${retries.length} ${retries.length === 1 ? "retry" : "retries"}`;
      return [{ level: "medium", what: again, from: id }];
    })
    .sort((a, b) => order[a.level] - order[b.level]);
}

function risksOfRollback({ rollback }: ValidationResult): Risk[] {
  if (!rollback)
    return [{ level: "unknown", what: "Whether there is a way back was not looked at.", from: "rollback" }];
  if (rollback.target === undefined)
    return [{ level: "medium", what: "There is no revision to go back to.", from: "rollback" }];
  return rollback.refusals.map((what) => ({ level: "medium", what, from: "rollback" }));
}

function risksOfPlace({ meta }: ValidationResult): Risk[] {
  if (meta.from === "cloud") return [];
  return [{ level: "unknown", what: "Nothing here was measured in the cloud.", from: "rehearsal" }];
}
