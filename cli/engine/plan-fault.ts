import { Fault } from "../../faults/fault.ts";
import type { RunRecord } from "./run-record.ts";

/** How the engine says that a resource is not as the plan has it: the resource, then what differs. */
const VIOLATION = /resource (?:(?<urn>urn:\S+) )?violates plan: (?<difference>[^\n[{]*)/;

/** The fault of an update that would have gone beyond its plan; undefined where that was not it. Nothing it names was changed. */
export function planFault({ errors }: RunRecord): Fault | undefined {
  const findings = errors.flatMap(({ urn, message }) => {
    const { groups } = VIOLATION.exec(message) ?? {};
    if (!groups) return [];
    const resource = (groups.urn ?? urn ?? "a resource").split("::").slice(-2).join(" ");
    return [
      { path: resource, expected: "what the plan says", actual: groups.difference?.trim() || "another" },
    ];
  });
  if (findings.length === 0) return undefined;
  return new Fault({
    code: "plan-exceeded",
    outcome: "usage",
    summary: "This update would do more than the preview that was saved.",
    findings,
    next: "stage preview --save-plan FILE, look at it, then stage up --plan FILE",
  });
}
