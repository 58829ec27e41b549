import assert from "node:assert/strict";
import { checkCloudRunLimits } from "../../settings/cloud-run-limits.ts";

const GEN2 = { concurrency: 80, executionEnvironment: "gen2", cpuIdle: true } as const;
const GEN1 = { ...GEN2, executionEnvironment: "gen1" } as const;

describe("checkCloudRunLimits", () => {
  const accepted = [
    { ...GEN2, cpu: 1, memoryMiB: 512 },
    { ...GEN2, cpu: 1, memoryMiB: 4096 },
    { ...GEN2, cpu: 4, memoryMiB: 2048 },
    { ...GEN2, cpu: 8, memoryMiB: 32768 },
    { ...GEN1, cpu: 1, memoryMiB: 128 },
    { ...GEN1, cpu: 0.5, memoryMiB: 1024, concurrency: 1 },
  ] as const;
  for (const capacity of accepted)
    it(`accepts ${capacity.cpu} CPU with ${capacity.memoryMiB} MiB on ${capacity.executionEnvironment}`, () => {
      assert.deepEqual(checkCloudRunLimits(capacity), []);
    });

  const refused = [
    { capacity: { ...GEN2, cpu: 1, memoryMiB: 256 }, expected: "512 to 4096 MiB with 1 CPU on gen2" },
    { capacity: { ...GEN2, cpu: 1, memoryMiB: 8192 }, expected: "512 to 4096 MiB with 1 CPU on gen2" },
    { capacity: { ...GEN2, cpu: 4, memoryMiB: 1024 }, expected: "2048 to 16384 MiB with 4 CPU on gen2" },
    { capacity: { ...GEN1, cpu: 6, memoryMiB: 2048 }, expected: "4096 to 24576 MiB with 6 CPU" },
    {
      capacity: { ...GEN1, cpu: 0.25, memoryMiB: 1024, concurrency: 1 },
      expected: "128 to 512 MiB with 0.25 CPU",
    },
  ] as const;
  for (const { capacity, expected } of refused)
    it(`refuses ${capacity.cpu} CPU with ${capacity.memoryMiB} MiB on ${capacity.executionEnvironment}`, () => {
      const [finding, ...others] = checkCloudRunLimits(capacity);
      assert.deepEqual(others, []);
      assert.equal(finding?.path, "memoryMiB");
      assert.equal(finding?.expected, expected);
    });

  it("ties a fraction of a CPU to one request at a time, gen1 and request-based billing", () => {
    const findings = checkCloudRunLimits({
      cpu: 0.5,
      memoryMiB: 512,
      concurrency: 80,
      executionEnvironment: "gen2",
      cpuIdle: false,
    });
    assert.deepEqual(
      findings.map(({ path, expected, actual }) => `${path}: ${expected}; ${actual}`),
      [
        "concurrency: 1 with less than 1 CPU; 80",
        "executionEnvironment: gen1 with less than 1 CPU; gen2",
        "cpuIdle: true with less than 1 CPU; false",
      ],
    );
  });

  it("does not judge what is not given", () => {
    assert.deepEqual(checkCloudRunLimits({ memoryMiB: 64 }), []);
  });
});
