import type { ValidationMeta } from "../validation/result/meta.ts";
import type { ValidationResult } from "../validation/result.ts";
import type { ReportDocument } from "./document.ts";
import { checklist } from "./sections/checklist.ts";
import { deploymentDetails } from "./sections/deployment-details.ts";
import { executiveSummary } from "./sections/executive-summary.ts";
import { endpoints, webSocket } from "./sections/interfaces.ts";
import { performance } from "./sections/performance.ts";
import { revisionAndTraffic } from "./sections/revision-and-traffic.ts";
import { risk } from "./sections/risk.ts";
import { rollbackReadiness } from "./sections/rollback-readiness.ts";
import { startup } from "./sections/startup.ts";
import { verdict } from "./sections/verdict.ts";

/** Sections of a report, in order. */
const SECTIONS = [
  executiveSummary,
  deploymentDetails,
  revisionAndTraffic,
  startup,
  webSocket,
  endpoints,
  performance,
  risk,
  rollbackReadiness,
  checklist,
  verdict,
];

/** The report that a result gives. It adds nothing to the result but order and words. */
export function reportDocument(result: ValidationResult): ReportDocument {
  const { meta, verdict: given } = result;
  return {
    title: `Validation of ${meta.service}`,
    subtitle: `${meta.revision} · ${meta.finishedAt}`,
    verdict: given.verdict,
    ...(meta.from === "rehearsal" ? { qualifier: "rehearsal" } : {}),
    summary: given.summary,
    marks: marksOf(meta),
    sections: SECTIONS.map((section) => section(result)),
  };
}

/** The verdict as it is written wherever it stands alone. */
export function verdictWords({
  verdict: given,
  qualifier,
}: Pick<ReportDocument, "verdict" | "qualifier">): string {
  return qualifier === undefined ? given : `${given} (${qualifier})`;
}

/** What has to be known before any figure is read. */
export function marksOf({ from, standIns }: Pick<ValidationMeta, "from" | "standIns">): string[] {
  return [
    ...(from === "rehearsal"
      ? ["REHEARSAL: measured on one machine; nothing here is a fact about Google Cloud."]
      : []),
    ...standIns.map((standIn) => `STAND-IN: ${standIn}`),
  ];
}
