import assert from "node:assert/strict";
import pc from "picocolors";
import type { AuditReport } from "../../audit/audit-report.ts";
import { auditText } from "../../cli/print/audit-text.ts";

const plain = pc.createColors(false);
const looked: AuditReport["looked"] = [{ source: "live", resources: 9, rulesJudged: 55 }];

describe("an audit, as people read it", () => {
  it("has a row per violation, then why and fix once a rule", () => {
    const violation = {
      source: "live" as const,
      rule: "cpu-limit",
      level: "mandatory" as const,
      severity: "high",
      found: "4",
      allowed: "1 vCPU",
      why: "4 CPUs once ran.",
      fix: "services.<key>.cpu",
    };
    const violations = ["a: cpu", "b: cpu"].map((place) => ({ ...violation, place }));
    assert.deepEqual(auditText({ looked, violations, notJudged: [] }, plain).split("\n"), [
      "what is live: 9 resources judged by 55 rules",
      "",
      "  where  rule       property  found  allowed",
      "  live   cpu-limit  a: cpu    4      1 vCPU",
      "  live   cpu-limit  b: cpu    4      1 vCPU",
      "",
      "cpu-limit (mandatory, severity high)",
      "  why: 4 CPUs once ran.",
      "  fix: services.<key>.cpu",
    ]);
  });

  it("names what was not judged by its reason, also where nothing is violated", () => {
    const reason = "how an image was built is in no API";
    const notJudged: AuditReport["notJudged"] = [
      { source: "live", rule: "alpine-base", reason },
      { source: "live", rule: "not-root", reason },
      { source: "state", rule: "image-size", place: "backend: sizeBytes", reason: "not measured" },
    ];
    assert.deepEqual(auditText({ looked, violations: [], notJudged }, plain).split("\n"), [
      "what is live: 9 resources judged by 55 rules",
      "",
      "No rule is violated.",
      "",
      "Not judged, and so not passed:",
      `  what is live: ${reason}`,
      "    [alpine-base]",
      "    [not-root]",
      "  Pulumi's state: not measured",
      "    [image-size] backend: sizeBytes",
    ]);
  });
});
