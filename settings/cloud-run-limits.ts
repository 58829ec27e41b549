import type { Finding } from "../faults/fault.ts";
import type { ServiceSettings } from "./service.ts";

type Capacity = Pick<
  ServiceSettings,
  "cpu" | "memoryMiB" | "concurrency" | "executionEnvironment" | "cpuIdle"
>;

/**
 * Memory that a number of CPUs allows, in MiB.
 * https://cloud.google.com/run/docs/configuring/services/cpu (vCPU and memory table)
 */
const MEMORY_OF_CPUS = [
  { cpu: 0.08, min: 128, max: 512 },
  { cpu: 0.5, min: 128, max: 1024 },
  { cpu: 1, min: 128, max: 4096 },
  { cpu: 2, min: 128, max: 8192 },
  { cpu: 4, min: 2048, max: 16384 },
  { cpu: 6, min: 4096, max: 24576 },
  { cpu: 8, min: 4096, max: 32768 },
] as const;

/** The second generation needs more: https://cloud.google.com/run/docs/configuring/services/memory-limits */
const GEN2_MIN_MEMORY_MIB = 512;

/** The limits of Cloud Run that tie several settings together; those not given are not judged. */
export function checkCloudRunLimits(capacity: Partial<Capacity>): Finding[] {
  return [...checkMemory(capacity), ...checkFractionOfCpu(capacity)];
}

function checkMemory({ cpu, memoryMiB, executionEnvironment }: Partial<Capacity>): Finding[] {
  if (cpu === undefined || memoryMiB === undefined) return [];
  const limits = MEMORY_OF_CPUS.findLast((row) => cpu >= row.cpu) ?? MEMORY_OF_CPUS[0];
  const gen2 = executionEnvironment === "gen2";
  const min = gen2 ? Math.max(limits.min, GEN2_MIN_MEMORY_MIB) : limits.min;
  if (memoryMiB >= min && memoryMiB <= limits.max) return [];
  return [
    {
      path: "memoryMiB",
      expected: `${min} to ${limits.max} MiB with ${cpu} CPU${gen2 ? " on gen2" : ""}`,
      actual: String(memoryMiB),
      example: String(memoryMiB < min ? min : limits.max),
    },
  ];
}

function checkFractionOfCpu(capacity: Partial<Capacity>): Finding[] {
  const { cpu } = capacity;
  if (cpu === undefined || cpu >= 1) return [];
  const required = { concurrency: 1, executionEnvironment: "gen1", cpuIdle: true } as const;
  return Object.entries(required).flatMap(([path, value]) => {
    const actual = capacity[path as keyof typeof required];
    if (actual === undefined || actual === value) return [];
    return [
      { path, expected: `${value} with less than 1 CPU`, actual: String(actual), example: String(value) },
    ];
  });
}
