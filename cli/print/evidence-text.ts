import type { ServingEvidence } from "../../release/prove-serving.ts";

/** How it is known that a revision serves. */
export function evidenceInWords(evidence: ServingEvidence): string {
  if (evidence.kind === "conditions") return `Cloud Run's traffic status; ${evidence.why}`;
  const health = evidence.healthy ? "" : ", not all of them with 200";
  return `${evidence.url} answered ${evidence.answers} times in a row from it${health}`;
}
