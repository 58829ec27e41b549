import assert from "node:assert/strict";
import colors from "picocolors";
import { checkLine } from "../../cli/print/check-line.ts";
import { showPlainChecks } from "../../cli/print/live-checks.ts";
import { validationText } from "../../cli/print/validation-text.ts";
import { deploymentFault } from "../../cli/validate/validate-deployment.ts";
import { validationFault } from "../../cli/validate/validation-faults.ts";
import type { CheckResult } from "../../validation/result/check-result.ts";
import type { ValidationResult } from "../../validation/result.ts";
import { verdictOf } from "../../validation/verdict.ts";

const plain = colors.createColors(false);

const passing: CheckResult = {
  ...{
    id: "redis",
    title: "Redis is reached",
    group: "dependencies",
    needs: [],
    needed: true,
    verdict: "pass",
  },
  ...{ reason: "Redis: operational", seconds: 0.12, waitedSeconds: 0, attempts: 1 },
  ...{ retries: [], evidence: [], findings: [] },
};

function resultWith(checks: CheckResult[]): ValidationResult {
  const startedAt = "2026-01-01T00:00:00Z";
  return {
    schemaVersion: 1,
    meta: {
      ...{ project: "p", region: "r", service: "backend", key: "backend", url: "http://127.0.0.1:1" },
      ...{ revision: "backend-b", revisionCreatedAt: startedAt, image: { reference: "i" }, settings: {} },
      ...{ contract: "http", from: "rehearsal", standIns: [], command: "stage validate --rehearsal" },
      ...{ startedAt, finishedAt: startedAt, seconds: 1.5 },
    },
    verdict: verdictOf(checks, "rehearsal"),
    ...{ checks, measurements: { latency: [] }, traffic: { now: [], history: [] }, claims: [] },
  };
}

const failing: CheckResult = { ...passing, verdict: "fail", reason: "Redis: ECONNREFUSED" };
const skipped: CheckResult = { ...passing, verdict: "skipped", reason: "not public", attempts: 0 };

describe("what a validation prints", () => {
  it("is a line per check: mark, title, what was found, and how often it was tried", () => {
    assert.equal(checkLine(passing), "✓ Redis is reached: Redis: operational (0.1 s)");
    assert.equal(
      checkLine({ ...failing, attempts: 3 }),
      "✗ Redis is reached: Redis: ECONNREFUSED (0.1 s, 3 attempts)",
    );
    assert.equal(checkLine(skipped), "- Redis is reached: not public (skipped)");
    assert.match(checkLine({ ...skipped, needed: false }), /\(skipped, not needed\)$/);
  });

  it("goes to pipes line by line as checks end", async () => {
    let written = "";
    const list = showPlainChecks({ write: (text) => (written += text) });
    const { id, title, group } = passing;
    const check = { id, title, group, needs: [], run: () => assert.fail("it was run") };
    list.ended(check, { result: passing, measured: {} });
    await list.finish();
    assert.equal(written, "✓ Redis is reached: Redis: operational (0.1 s)\n");
  });

  it("ends with what blocks and the verdict, marked as a rehearsal's", () => {
    const lines = validationText(resultWith([failing]), plain).split("\n");
    assert.deepEqual(lines, [
      "backend (rehearsal on this machine), revision backend-b, 1.5 s",
      "  blocking: redis: Redis: ECONNREFUSED",
      "NOT READY (rehearsal): 0 of 1 needed checks passed",
    ]);
  });
});

describe("what a validation ends with", () => {
  it("is 0 when READY, and 4 when NOT READY or UNPROVEN, naming the checks", () => {
    assert.equal(validationFault(resultWith([passing])), undefined);
    const bad = validationFault(resultWith([failing]));
    assert.deepEqual([bad?.code, bad?.exitCode], ["not-ready", 4]);
    assert.deepEqual(bad?.findings, [
      { path: "redis", expected: "Redis is reached", actual: "Redis: ECONNREFUSED" },
    ]);
    const unproven = validationFault(resultWith([skipped]));
    assert.deepEqual([unproven?.code, unproven?.exitCode], ["unproven", 4]);
    assert.equal(unproven?.findings[0]?.actual, "skipped: not public");
  });

  it("does not fail a deployment for what is only UNPROVEN", () => {
    assert.equal(deploymentFault([resultWith([skipped])]), undefined);
    assert.equal(deploymentFault([resultWith([skipped]), resultWith([failing])])?.code, "not-ready");
  });
});
