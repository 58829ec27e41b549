import assert from "node:assert/strict";
import { compareLimits, cpus, mebibytes } from "../../validation/limits.ts";

const declared = {
  cpu: 1 as const,
  memoryMiB: 512,
  concurrency: 1000,
  timeoutSeconds: 300,
  scaling: { minInstances: 0, maxInstances: 10 },
  port: 8000,
};
const live = {
  cpu: "1",
  memory: "512Mi",
  concurrency: 1000,
  timeoutSeconds: 300,
  minInstances: 0,
  maxInstances: 10,
  port: 8000,
};

describe("limits", () => {
  it("finds nothing where every limit is live as declared", () => {
    assert.deepEqual(compareLimits(declared, live), []);
  });

  it("takes other spellings of the same quantity for the same", () => {
    assert.deepEqual(compareLimits(declared, { ...live, cpu: "1000m", memory: "536870912" }), []);
  });

  it("names every limit that differs, with both values and the unit", () => {
    const drifted = { ...live, cpu: "4", memory: "4Gi", concurrency: 80, maxInstances: 100 };
    assert.deepEqual(compareLimits(declared, drifted), [
      { path: "cpu", expected: "1 CPU", actual: "4 CPU" },
      { path: "memoryMiB", expected: "512 MiB", actual: "4096 MiB" },
      { path: "concurrency", expected: "1000 requests", actual: "80 requests" },
      { path: "scaling.maxInstances", expected: "10 instances", actual: "100 instances" },
    ]);
  });

  it("says none where the revision has no such limit", () => {
    assert.deepEqual(compareLimits(declared, { ...live, memory: "" }), [
      { path: "memoryMiB", expected: "512 MiB", actual: "none" },
    ]);
  });

  for (const [quantity, number] of [
    ["1", 1],
    ["500m", 0.5],
    ["0.08", 0.08],
  ] as const) {
    it(`reads ${quantity} as ${number} CPUs`, () => assert.equal(cpus(quantity), number));
  }

  for (const [quantity, number] of [
    ["512Mi", 512],
    ["2Gi", 2048],
    ["1048576Ki", 1024],
    ["536870912", 512],
  ] as const) {
    it(`reads ${quantity} as ${number} MiB`, () => assert.equal(mebibytes(quantity), number));
  }

  it("reads what is no quantity as not a number", () => {
    assert.ok(Number.isNaN(mebibytes("lots")));
    assert.ok(Number.isNaN(cpus("")));
  });
});
