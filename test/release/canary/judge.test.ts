import assert from "node:assert/strict";
import type { Verdict } from "../../../release/canary/analysis.ts";
import { judge, type Look, type Observation } from "../../../release/canary/judge.ts";
import type { LatencyBucket } from "../../../release/canary/latency.ts";
import type { RevisionSample } from "../../../release/canary/revision-sample.ts";
import { CANARY_DEFAULTS } from "./canary-defaults.ts";

/** So many requests, all of them between 40 and 50 ms unless said otherwise. */
function sample(requests: number, errors = 0, latency?: LatencyBucket[]): RevisionSample {
  const even = [{ fromMilliseconds: 40, toMilliseconds: 50, count: requests - errors }];
  return { requests, errors, latency: latency ?? even };
}

/** This many fast requests, and this many slow ones. */
function mixed(fast: number, slow: number, slowMilliseconds = 400): RevisionSample {
  return sample(fast + slow, 0, [
    { fromMilliseconds: 40, toMilliseconds: 50, count: fast },
    { fromMilliseconds: slowMilliseconds, toMilliseconds: slowMilliseconds + 100, count: slow },
  ]);
}

function judged(observation: Partial<Observation>, look: Look = "final", rules = {}) {
  return judge(
    { canary: sample(1000), stable: sample(10_000), newErrorLines: [], ...observation },
    { ...CANARY_DEFAULTS, ...rules },
    look,
  );
}

function verdictOf(
  check: string,
  observation: Partial<Observation>,
  look: Look = "final",
): Verdict | undefined {
  return judged(observation, look).checks.find((one) => one.check === check)?.verdict;
}

describe("the verdict on a canary", () => {
  it("is PASS where it does as the stable revision does", () => {
    const { verdict, canary, stable } = judged({ canary: sample(1000, 1), stable: sample(10_000, 10) });
    assert.equal(verdict, "PASS");
    assert.deepEqual(canary, { requests: 1000, errors: 1, latencyMilliseconds: 49.5 });
    assert.equal(stable.errors, 10);
  });

  it("is INCONCLUSIVE with two requests, whatever came of them", () => {
    for (const errors of [0, 1, 2]) {
      const { verdict, checks } = judged({ canary: sample(2, errors) });
      assert.equal(verdict, "INCONCLUSIVE");
      assert.equal(
        checks[0]?.evidence,
        "2 requests on the canary and 10000 on the stable side; it takes 50 on each",
      );
    }
  });

  it("is INCONCLUSIVE where there is nothing to compare with", () => {
    assert.equal(judged({ stable: sample(49) }).verdict, "INCONCLUSIVE");
  });

  it("is FAIL with 5 % errors, and says on what", () => {
    const { verdict, checks } = judged({ canary: sample(1000, 50), stable: sample(10_000, 10) });
    assert.equal(verdict, "FAIL");
    assert.equal(
      checks[0]?.evidence,
      "5xx 50 of 1000 (5.00 %) against 10 of 10000 (0.10 %): 4.90 (3.71 to 6.43) percentage points more, 1 are allowed",
    );
  });

  it("leaves it open where the interval lies on both sides of the margin, and says how many requests would decide", () => {
    const { verdict, checks } = judged({ canary: sample(100) });
    assert.equal(verdict, "INCONCLUSIVE");
    assert.match(checks[0]?.evidence ?? "", /; about 381 requests like these would decide$/);
    assert.equal(judged({ canary: sample(380) }).verdict, "INCONCLUSIVE");
    assert.equal(judged({ canary: sample(381) }).verdict, "PASS");
  });

  it("promises no decision by more requests to one that is worse than the margin", () => {
    const { checks } = judged({ canary: sample(200, 4), stable: sample(10_000) });
    assert.equal(checks[0]?.verdict, "INCONCLUSIVE");
    assert.doesNotMatch(checks[0]?.evidence ?? "", /would decide/);
  });

  it("fails before a step's time is over only where it is clear beyond looking often", () => {
    const canary = sample(200, 6);
    assert.equal(verdictOf("errors", { canary }, "final"), "FAIL");
    assert.equal(verdictOf("errors", { canary }, "interim"), "INCONCLUSIVE");
    assert.equal(verdictOf("errors", { canary: sample(200, 30) }, "interim"), "FAIL");
  });

  it("fails a canary whose slow requests are surely more than the quantile leaves", () => {
    const stable = mixed(9900, 100);
    assert.equal(verdictOf("latency", { stable, canary: mixed(900, 100) }), "FAIL");
    assert.equal(verdictOf("latency", { stable, canary: mixed(940, 60) }), "INCONCLUSIVE");
    assert.equal(verdictOf("latency", { stable, canary: mixed(960, 40) }), "PASS");
  });

  it("allows the ratio of the settings, and 20 ms in any case", () => {
    assert.equal(verdictOf("latency", { canary: mixed(0, 1000, 60) }), "FAIL");
    assert.equal(judged({ canary: mixed(0, 1000, 60) }, "final", { latencyRatio: 4 }).verdict, "PASS");
    const fast = (milliseconds: number, count: number) =>
      sample(count, 0, [{ fromMilliseconds: milliseconds, toMilliseconds: milliseconds + 1, count }]);
    assert.equal(verdictOf("latency", { stable: fast(1, 10_000), canary: fast(15, 1000) }), "PASS");
    assert.equal(verdictOf("latency", { stable: fast(1, 10_000), canary: fast(30, 1000) }), "FAIL");
  });

  it("fails a canary that logs errors of new kinds, and names them", () => {
    const kinds = (lines: number) => [{ kind: "cannot read # of undefined", lines }];
    assert.equal(judged({ newErrorLines: kinds(9) }).verdict, "PASS");
    const { verdict, checks } = judged({ newErrorLines: kinds(10) });
    assert.equal(verdict, "FAIL");
    assert.match(checks[2]?.evidence ?? "", /^10 error lines of kinds .*: 10 × cannot read # of undefined$/);
  });

  it("fails where the validation command does, and one bad thing is enough", () => {
    const validation = { check: "validation", verdict: "FAIL", evidence: "ended with 1" } as const;
    assert.equal(judged({ validation }).verdict, "FAIL");
    assert.equal(judged({ validation, canary: sample(2) }).verdict, "FAIL");
  });
});
