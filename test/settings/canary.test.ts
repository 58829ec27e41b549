import assert from "node:assert/strict";
import { Fault } from "../../faults/fault.ts";
import { parseSettings } from "../../settings/parse-settings.ts";
import { rawStaging } from "./staging-settings.ts";

function canaryOf(canary: unknown) {
  const raw: { services: { backend: Record<string, unknown> } } = rawStaging();
  raw.services.backend.canary = canary;
  return parseSettings(raw).services.backend?.canary;
}

function findingsOf(canary: unknown) {
  try {
    canaryOf(canary);
  } catch (error) {
    if (error instanceof Fault) return error.findings.map(({ path, actual }) => `${path}: ${actual}`);
    throw error;
  }
  throw new assert.AssertionError({ message: "the settings were accepted" });
}

describe("the settings of a canary", () => {
  it("are four steps of ten minutes where nothing is said", () => {
    assert.deepEqual(canaryOf(undefined), {
      steps: [1, 10, 50, 100],
      intervalMinutes: 10,
      patienceIntervals: 3,
      gates: [],
      minimumRequests: 50,
      errorMarginPercent: 1,
      latencyQuantile: 0.95,
      latencyRatio: 1.5,
      newErrorLines: 10,
      validationTimeoutSeconds: 300,
    });
  });

  it("refuse steps that do not grow, or do not end with everything", () => {
    assert.deepEqual(findingsOf({ steps: [10, 5, 100] }), ["services.backend.canary.steps: 10, 5, 100"]);
    assert.deepEqual(findingsOf({ steps: [10, 50] }), ["services.backend.canary.steps: 10, 50"]);
  });

  it("refuse a gate that is no step, and one after the last", () => {
    assert.deepEqual(findingsOf({ gates: [20, 50, 100] }), ["services.backend.canary.gates: 20, 100"]);
  });
});
