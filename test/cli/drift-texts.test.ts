import assert from "node:assert/strict";
import { createColors } from "picocolors";
import { driftMarkdown } from "../../cli/print/drift-markdown.ts";
import { driftText } from "../../cli/print/drift-table.ts";
import { withoutSecrets } from "../../preview/redaction/without-secrets.ts";
import type { ClassifiedDifference } from "../../release/drift/classify.ts";
import { countByClass, type DriftReport, driftRows } from "../../release/drift/drift-report.ts";

const service = { type: "t", resource: "service api" };
const lastChange = { at: "2026-11-21T12:00:00.123Z", by: "eve@example.com", client: "gcloud 528.0.0" };
const drift = { driftClass: "drift" as const, reason: "it is not what was deployed", lastChange };

const DIFFERENCES: ClassifiedDifference[] = [
  {
    ...service,
    path: "client",
    declared: undefined,
    live: "gcloud",
    driftClass: "client-stamp",
    reason: "it says who",
    lastChange,
  },
  {
    ...service,
    ...drift,
    path: "template.containers[0].resources.limits.memory",
    declared: "512Mi",
    live: "4Gi",
  },
  {
    ...service,
    ...drift,
    path: "template.containers[0].envs[API_TOKEN]",
    declared: undefined,
    live: { name: "API_TOKEN", value: "hunter2" },
  },
  {
    ...drift,
    type: "t",
    resource: "access to service api",
    path: "",
    declared: "roles/run.invoker for allUsers",
    live: undefined,
    lastChange: {},
  },
  {
    ...service,
    path: "traffics",
    declared: [{ percent: 100 }],
    live: [{ revision: "api-old", percent: 100 }],
    driftClass: "traffic-pin",
    reason: "ada | pinned",
    lastChange: { at: "2026-11-20T00:00:00Z", by: "ada@laptop", client: "stage" },
  },
];

function report(differences: ClassifiedDifference[]): DriftReport {
  const counts = countByClass(differences);
  return {
    environment: "staging",
    project: "p",
    region: "r",
    drifted: counts.drift > 0,
    counts,
    differences: driftRows(differences, withoutSecrets),
    notes: [],
  };
}

const plain = createColors(false);

describe("what stage drift prints", () => {
  it("is a block per class and resource, drift first, a line per difference; stamps are counted", () => {
    assert.equal(
      driftText(report(DIFFERENCES), plain, false),
      [
        "3 drifted in p/r (staging)",
        "  drift: somebody changed it behind the program's back",
        "    service api, last changed 2026-11-21T12:00:00Z by eve@example.com with gcloud 528.0.0",
        "      resources.limits.memory  512Mi → 4Gi",
        "      envs[API_TOKEN]          nothing → [secret]",
        "    access to service api",
        "      roles/run.invoker for allUsers → nothing",
        "  traffic pin: a rollback or a canary of ours keeps traffic there",
        "    service api, last changed 2026-11-20T00:00:00Z by ada@laptop with stage",
        "      traffics  100 % latest → 100 % api-old  (ada | pinned)",
        "  left out: 1 client stamp (--all shows them)",
      ].join("\n"),
    );
  });

  it("shows stamps on request, and says so where nothing has drifted", () => {
    const stamps = DIFFERENCES.slice(0, 1);
    assert.match(driftText(report(stamps), plain, true), /client {2}nothing → gcloud/);
    assert.match(driftText(report(stamps), plain, false), /^No drift in p\/r \(staging\): what is live/);
  });

  it("is a table in Markdown, in which nothing that is live breaks a cell", () => {
    const text = driftMarkdown(report(DIFFERENCES));
    assert.match(text, /^\*\*3 drifted\*\* in `p\/r` \(staging\)/);
    assert.match(
      text,
      /\| \*\*drift\*\* \| `service api` \| `resources.limits.memory` \| `512Mi` \| `4Gi` \|/,
    );
    assert.match(text, /`ada \\\| pinned`/);
    assert.match(text, /Left out: 1 client stamp\./);
  });

  it("never holds the value of a variable that is named like a secret", () => {
    const everything = report(DIFFERENCES);
    for (const text of [
      driftText(everything, plain, true),
      driftMarkdown(everything),
      JSON.stringify(everything),
    ]) {
      assert.ok(!text.includes("hunter2"));
    }
  });
});
