import type { ValidationResult } from "../../validation/result.ts";
import type { Section } from "../document.ts";

/** What has to be true before production; each is ticked by a measurement or stays open, nothing by hand. */
export function checklist(result: ValidationResult): Section {
  const { checks, meta, rollback, verdict } = result;
  const items = [
    {
      done: meta.from === "cloud",
      text: "Measured in the cloud, not in a rehearsal",
      why: meta.from === "cloud" ? meta.project : "this is a rehearsal",
    },
    {
      done: meta.standIns.length === 0,
      text: "Nothing stands in for the real thing",
      why: meta.standIns.length === 0 ? "no stand-in" : meta.standIns.join("; "),
    },
    ...checks
      .filter(({ needed }) => needed)
      .map(({ title, verdict: of, reason }) => ({
        done: of === "pass" || of === "warn",
        text: title,
        why: reason,
      })),
    {
      done: rollback?.target !== undefined && rollback.refusals.length === 0,
      text: "The way back is open",
      why:
        rollback?.target === undefined
          ? "no revision to go back to"
          : rollback.refusals.join("; ") || rollback.target,
    },
    {
      done: verdict.warnings.length === 0,
      text: "No warning is left",
      why: verdict.warnings.length === 0 ? "none" : verdict.warnings.map(({ check }) => check).join(", "),
    },
  ];
  const open = items.filter(({ done }) => !done).length;
  return {
    id: "checklist",
    title: "Pre-production checklist",
    blocks: [
      {
        kind: "text",
        text:
          open === 0 ? `All ${items.length} points are met.` : `${open} of ${items.length} points are open.`,
      },
      { kind: "checklist", items },
    ],
  };
}
