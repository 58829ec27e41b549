import assert from "node:assert/strict";
import colors from "picocolors";
import { engineArguments, targetsOf } from "../../cli/engine/engine.ts";
import { emptyRunRecord, type ResourceRun } from "../../cli/engine/run-record.ts";
import { inventoryText } from "../../cli/print/inventory-table.ts";
import { logLine } from "../../cli/print/log-line.ts";
import { changedResources, previewText } from "../../cli/print/preview-text.ts";
import { statusText } from "../../cli/print/status-table.ts";

const plain = colors.createColors(false);

function resource(overrides: Partial<ResourceRun>): ResourceRun {
  return {
    urn: `urn::${overrides.name}`,
    type: "gcp:cloudrunv2/service:Service",
    name: "backend",
    operation: "update",
    state: "done",
    changes: {},
    outputs: {},
    ...overrides,
  };
}

describe("what people read", () => {
  it("in a preview: each changed resource with its properties", () => {
    const record = emptyRunRecord();
    const changes = { "template.revision": "update", "template.containers[0].env[3]": "add" };
    for (const one of [
      resource({ changes }),
      resource({ name: "images", operation: "same" }),
      resource({ name: "stack", type: "pulumi:pulumi:Stack" }),
      resource({ name: "secret", operation: "create" }),
    ]) {
      record.resources.set(one.urn, one);
    }
    assert.equal(
      previewText(changedResources(record), "rehearsal", plain),
      `2 resources would change in the rehearsal stack:
  ~ update gcp:cloudrunv2/service:Service backend
      ~ template.revision (update)
      + template.containers[0].env[3] (add)
  + create gcp:cloudrunv2/service:Service secret`,
    );
  });

  it("in a preview without changes: that there are none", () => {
    const text = previewText([], "rehearsal", plain);
    assert.equal(text, "No changes: the rehearsal stack is as the settings and the source say.");
  });

  it("in a status: a row per revision, and why one is not ready", () => {
    const unmarked = { pinned: false, health: null, servedSince: null };
    const base = { createdAt: "", reason: "", tags: [], latest: false, ...unmarked };
    const text = statusText(
      {
        name: "backend",
        uri: "http://127.0.0.1:1",
        readiness: "failed",
        reason: "The container exited with code 3.",
        reconciling: false,
        pin: { revision: "backend-a", by: "ada@laptop", at: "2026-01-01T00:00:00Z", reason: "500s" },
        pinProblem: null,
        canary: {
          revision: "backend-b",
          stable: { "backend-a": 100 },
          ...{ steps: [1, 10, 100], step: 1, gates: [], held: "inconclusive" },
          since: "2026-01-01T00:00:00Z",
          ...{ by: "ada@laptop", startedAt: "2025-12-31T23:50:00Z" },
        },
        olderLeftOut: true,
        revisions: [
          {
            ...base,
            latest: true,
            name: "backend-b",
            readiness: "failed",
            percent: 0,
            ageSeconds: 4,
            image: "x",
          },
          {
            ...base,
            name: "backend-a",
            readiness: "ready",
            percent: 100,
            tags: ["stable"],
            pinned: true,
            health: "good",
            ageSeconds: 7200,
            image: `r/i@sha256:${"ab".repeat(32)}`,
          },
        ],
      },
      "rehearsal",
      plain,
    );
    assert.deepEqual(text.split("\n"), [
      "backend (rehearsal): failed, http://127.0.0.1:1",
      "  The container exited with code 3.",
      '  pinned: ada@laptop pinned all traffic to backend-a at 2026-01-01T00:00:00Z: "500s"',
      "  canary: ada@laptop runs a canary of backend-b: 10 % (step 2 of 3) since 2026-01-01T00:00:00Z, held: the numbers do not decide",
      "  revision   traffic               ready   health  age  image",
      "  backend-b  0 %           newest  failed          4 s  x",
      "  backend-a  100 % stable  pinned  ready   good    2 h  sha256:abababababab",
      "  older revisions are left out: --all shows them",
    ]);
  });

  it("in an inventory: what is missing, and what stands in for what", () => {
    const rows = [
      { tool: "Redis", found: false },
      { tool: "plugin gcp", found: true, version: "9", where: "/p", standsInFor: "the official plugin gcp" },
    ];
    assert.deepEqual(inventoryText(rows, plain).split("\n"), [
      "  tool        version  where",
      "  Redis                missing",
      "  plugin gcp  9        /p (stands in for the official plugin gcp)",
    ]);
  });

  it("in a log: time, severity, message, then the other fields", () => {
    const entry = { timestamp: "2026-01-01T00:00:00.000Z", severity: "INFO" };
    assert.equal(logLine({ ...entry, textPayload: "started" }), "2026-01-01T00:00:00.000Z INFO    started");
    const jsonPayload = { message: "Startup phase INIT", phase: "INIT", durationMs: 2.5, user: "a b" };
    assert.equal(
      logLine({ ...entry, jsonPayload }),
      '2026-01-01T00:00:00.000Z INFO    Startup phase INIT phase=INIT durationMs=2.5 user="a b"',
    );
    const httpRequest = { requestMethod: "GET", requestUrl: "http://x/health", status: 200 };
    assert.equal(
      logLine({ ...entry, httpRequest }),
      "2026-01-01T00:00:00.000Z INFO    GET http://x/health 200",
    );
  });

  it("and what the engine is asked: no second preview, no questions, one service where one is named", () => {
    const engine = { binary: "p", cwd: "/", stack: "staging", env: {}, eventLogFile: "/e", configFile: "/c" };
    assert.deepEqual(engineArguments(engine, "up", { targets: targetsOf("backend") }), [
      "up",
      "--yes",
      "--skip-preview",
      "--non-interactive",
      "--color=never",
      "--suppress-permalink=true",
      "--stack",
      "staging",
      "--config-file",
      "/c",
      "--event-log",
      "/e",
      "--target",
      "**::backend",
      "--target",
      "**::backend-*",
      "--target",
      "**::images",
    ]);
  });
});
