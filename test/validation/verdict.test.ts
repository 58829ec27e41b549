import assert from "node:assert/strict";
import * as fc from "fast-check";
import { CHECK_VERDICTS, type CheckResult } from "../../validation/result/check-result.ts";
import { verdictOf } from "../../validation/verdict.ts";

function check(overrides: Partial<CheckResult>): CheckResult {
  return {
    ...{ id: "a", title: "A", group: "revision", needs: [], needed: true, verdict: "pass", reason: "fine" },
    ...{ seconds: 0, waitedSeconds: 0, attempts: 1, retries: [], evidence: [], findings: [] },
    ...overrides,
  };
}

describe("the verdict", () => {
  it("is READY when every needed check ran and none failed, with warnings and what is not proven named", () => {
    const checks = [
      check({}),
      check({ id: "b", verdict: "warn", reason: "slow" }),
      check({ id: "c", verdict: "skipped", needed: false, reason: "plain HTTP" }),
    ];
    const { verdict, summary, blocking, warnings, notProven, rules } = verdictOf(checks, "cloud");
    assert.deepEqual([verdict, summary], ["READY", "READY: 2 of 2 needed checks passed"]);
    assert.deepEqual(blocking, []);
    assert.deepEqual(warnings, [{ check: "b", reason: "slow" }]);
    assert.deepEqual(notProven, [{ check: "c", reason: "plain HTTP" }]);
    assert.deepEqual(
      rules.map(({ id, decided }) => [id, decided]),
      [
        ["needed-check-failed", false],
        ["needed-check-skipped", false],
        ["needed-checks-passed", true],
      ],
    );
  });

  it("is NOT READY for a needed check that failed, which blocks with its findings, whatever was skipped", () => {
    const finding = { path: "cpu", expected: "1 CPU", actual: "4 CPU" };
    const checks = [
      check({ id: "b", verdict: "fail", reason: "4 CPU", findings: [finding] }),
      check({ id: "c", verdict: "skipped" }),
    ];
    const { verdict, blocking } = verdictOf(checks, "cloud");
    assert.equal(verdict, "NOT READY");
    assert.deepEqual(blocking, [{ check: "b", title: "A", reason: "4 CPU", findings: [finding] }]);
  });

  it("is UNPROVEN for a needed check that was skipped, and says which", () => {
    const { verdict, blocking } = verdictOf([check({}), check({ id: "b", verdict: "skipped" })], "cloud");
    assert.deepEqual([verdict, blocking.map((one) => one.check)], ["UNPROVEN", ["b"]]);
  });

  it("is UNPROVEN where nothing needed was checked", () => {
    assert.equal(verdictOf([], "cloud").verdict, "UNPROVEN");
  });

  it("is marked where it is of a rehearsal", () => {
    assert.equal(
      verdictOf([check({})], "rehearsal").summary,
      "READY (rehearsal): 1 of 1 needed checks passed",
    );
  });

  it("never calls a failure that blocks READY, and never blocks for one that is not needed", () => {
    const anyCheck = fc.record({ verdict: fc.constantFrom(...CHECK_VERDICTS), needed: fc.boolean() });
    fc.assert(
      fc.property(fc.array(anyCheck), (drawn) => {
        const checks = drawn.map((one, index) => check({ id: `c${index}`, ...one }));
        const { verdict, blocking } = verdictOf(checks, "cloud");
        const needed = checks.filter((one) => one.needed);
        const failed = needed.some((one) => one.verdict === "fail");
        const skipped = needed.some((one) => one.verdict === "skipped");
        assert.equal(verdict === "NOT READY", failed);
        assert.equal(verdict === "READY", !failed && !skipped && needed.length > 0);
        assert.ok(blocking.every((one) => needed.some(({ id }) => id === one.check)));
      }),
    );
  });
});
