import type { Check } from "../check.ts";
import { failed, passed } from "../outcome.ts";
import type { Evidence } from "../result/evidence.ts";

/** Whether Cloud Run calls the revision ready: https://cloud.google.com/run/docs/managing/revisions */
export const revisionReady: Check = {
  id: "revision-ready",
  title: "The revision is ready",
  group: "revision",
  needs: [],
  async run({ subject: { revision } }) {
    const { readiness, message } = revision.condition;
    const text = message === "" ? readiness : `${readiness}: ${message}`;
    const evidence: Evidence[] = [{ kind: "text", title: `Condition Ready of ${revision.name}`, text }];
    if (readiness === "ready") return passed(`${revision.name} is ready`, { evidence });
    const finding = { path: revision.name, expected: "a revision that is ready", actual: text };
    return failed(`${revision.name} is ${readiness}: ${message || "Cloud Run gives no reason"}`, {
      evidence,
      findings: [finding],
    });
  },
};
