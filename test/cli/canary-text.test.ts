import assert from "node:assert/strict";
import pc from "picocolors";
import { type CanaryResult, canaryText, sightingInWords } from "../../cli/print/canary-text.ts";
import { formatFault } from "../../faults/format.ts";
import type { Analysis } from "../../release/canary/analysis.ts";
import { canaryFailed, canaryHeld, evidenceOf } from "../../release/canary/canary-faults.ts";
import type { CanaryState } from "../../traffic/canary-state.ts";

const plain = pc.createColors(false);
const state: CanaryState = {
  revision: "web-b",
  stable: { "web-a": 100 },
  steps: [1, 10, 50, 100],
  step: 1,
  since: "2026-01-01T12:00:00Z",
  by: "ada@laptop",
  startedAt: "2026-01-01T11:50:00Z",
  gates: [],
};
const analysis: Analysis = {
  verdict: "FAIL",
  checks: [
    { check: "latency", verdict: "PASS", evidence: "p95 40 ms against 41 ms, 62 ms are allowed" },
    { check: "errors", verdict: "FAIL", evidence: "5xx 50 of 1000" },
  ],
  canary: { requests: 1000, errors: 50, latencyMilliseconds: 40.4 },
  stable: { requests: 9000, errors: 9, latencyMilliseconds: null },
};
const result: CanaryResult = {
  environment: "rehearsal",
  service: "web",
  outcome: "promoted",
  revision: "web-b",
  waiting: null,
  steps: [
    { percent: 1, since: "2026-01-01T11:50:00Z", analysis: { ...analysis, verdict: "PASS" } },
    { percent: 10, since: "2026-01-01T12:00:00Z", analysis: undefined },
  ],
  analysis: null,
  timings: [],
  totalSeconds: 1800,
};

describe("what people read of a canary", () => {
  it("at every look: step, share, counts, verdict; before the time is over only a failure is one", () => {
    const sighting = { state, analysis, look: "final", secondsLeft: 0 } as const;
    const figures = "canary 1000 requests, 50 errors, 40 ms; stable 9000 requests, 9 errors";
    assert.equal(sightingInWords(sighting), `step 2 of 4, 10 %: ${figures}: FAIL`);
    const early = {
      ...sighting,
      look: "interim",
      analysis: { ...analysis, verdict: "PASS" },
      secondsLeft: 240,
    } as const;
    assert.equal(
      sightingInWords(early),
      `step 2 of 4, 10 %: ${figures}: nothing against it so far, 4 min left`,
    );
  });

  it("at the end: each step with what it came to, and what waits", () => {
    assert.equal(
      canaryText({ ...result, waiting: "web-c" }, plain),
      [
        "web (rehearsal): web-b has all traffic",
        "  1 % since 2026-01-01T11:50:00Z: canary 1000 requests, 50 errors, 40 ms; stable 9000 requests, 9 errors: PASS",
        "  10 % since 2026-01-01T12:00:00Z: went on at a person's word",
        "  web-c was deployed meanwhile and waits at 0 %: stage canary begins with it",
        "in all 30 min",
      ].join("\n"),
    );
    assert.equal(
      canaryText({ ...result, outcome: "nothing-new" }, plain),
      "web (rehearsal): nothing new was deployed, so there is no canary",
    );
  });

  it("of a dry run: the verdict and what it rests on", () => {
    assert.equal(
      canaryText({ ...result, outcome: "analysed", analysis }, plain),
      [
        "web (rehearsal): the canary of web-b would be judged FAIL; nothing was changed",
        "  errors FAIL: 5xx 50 of 1000",
        "  latency PASS: p95 40 ms against 41 ms, 62 ms are allowed",
      ].join("\n"),
    );
  });

  it("when it failed: at which share, where traffic is, on what evidence; exit code 8", () => {
    const fault = canaryFailed(state, "web-a", evidenceOf(analysis));
    assert.equal(fault.exitCode, 8);
    assert.equal(
      formatFault(fault),
      [
        "The canary of web-b failed at 10 % and was taken back: all traffic is on web-a, and pinned there. [canary-failed]",
        "  | errors FAIL: 5xx 50 of 1000",
        "  | latency PASS: p95 40 ms against 41 ms, 62 ms are allowed",
        "  next: mend it, then stage canary --release-pin; stage logs shows what it said",
      ].join("\n"),
    );
  });

  it("when it is held: why, and every way on; exit code 9", () => {
    const fault = canaryHeld({ ...state, held: "gate" }, undefined);
    assert.equal(fault.exitCode, 9);
    assert.equal(
      formatFault(fault),
      [
        "The canary of web-b is held at 10 %, and a person has to let it go on from there. [canary-held]",
        "  next: stage canary looks again; stage canary --continue goes on; stage promote gives it everything; stage rollback takes it back",
      ].join("\n"),
    );
  });
});
