import type { Container, RevisionTemplate } from "../../contract.ts";
import { cpuMillis, memoryBytes } from "./quantity.ts";
import type { Violate } from "./violate.ts";

const MI = 2 ** 20;
const GI = 2 ** 30;
const WHOLE_CPUS = [1, 2, 4, 6, 8];

/** Least memory for a number of CPUs: https://cloud.google.com/run/docs/configuring/services/cpu */
const LEAST_MEMORY: Readonly<Record<number, number>> = { 4: 2 * GI, 6: 4 * GI, 8: 4 * GI };

/** Most memory for a number of CPUs: https://cloud.google.com/run/docs/configuring/services/memory-limits */
const MOST_MEMORY: Readonly<Record<number, number>> = {
  1: 4 * GI,
  2: 8 * GI,
  4: 16 * GI,
  6: 24 * GI,
  8: 32 * GI,
};

/** Checks the limits' syntax, their range and whether CPU, memory and concurrency go together. */
export function resourceViolations(
  { resources }: Container,
  template: RevisionTemplate,
  at: string,
  violate: Violate,
): void {
  const limits = resources?.limits ?? {};
  const cpu = cpuMillis(limits.cpu ?? "");
  const memory = memoryBytes(limits.memory ?? "");
  for (const name of Object.keys(limits).filter((name) => name !== "cpu" && name !== "memory")) {
    violate(
      `${at}.resources.limits`,
      `Only 'cpu' and 'memory' limits are supported by the rehearsal: ${name}`,
    );
  }
  if (cpu === undefined)
    violate(`${at}.resources.limits.cpu`, `Invalid value specified for container cpu: '${limits.cpu}'.`);
  if (memory === undefined) {
    violate(
      `${at}.resources.limits.memory`,
      `Invalid value specified for container memory: '${limits.memory}'.`,
    );
  }
  if (cpu === undefined || memory === undefined) return;
  cpuViolations(cpu, resources?.cpuIdle ?? false, template, at, violate);
  memoryViolations(cpu, memory, template, at, violate);
}

/** Below one CPU: one request at a time, CPU only during requests, first generation. */
function cpuViolations(
  cpu: number,
  cpuIdle: boolean,
  template: RevisionTemplate,
  at: string,
  violate: Violate,
): void {
  const field = `${at}.resources.limits.cpu`;
  if (cpu >= 1000 ? !WHOLE_CPUS.includes(cpu / 1000) : cpu < 80) {
    violate(
      field,
      `Invalid value specified for container cpu. The value must be 1, 2, 4, 6, 8 or between 0.08 and 1, found ${cpu / 1000}.`,
    );
  }
  if (cpu >= 1000) return;
  if ((template.maxInstanceRequestConcurrency ?? 0) > 1) {
    violate(
      "template.max_instance_request_concurrency",
      "Total cpu < 1 is not supported with concurrency > 1.",
    );
  }
  if (!cpuIdle)
    violate(field, "Total cpu < 1 is not supported with cpu always allocated (cpu_idle must be true).");
  if (template.executionEnvironment === "EXECUTION_ENVIRONMENT_GEN2") {
    violate(field, "Total cpu < 1 is not supported with the second generation execution environment.");
  }
}

function memoryViolations(
  cpu: number,
  memory: number,
  template: RevisionTemplate,
  at: string,
  violate: Violate,
): void {
  const cpus = Math.max(1, cpu / 1000);
  const generation2 = template.executionEnvironment === "EXECUTION_ENVIRONMENT_GEN2";
  const least = LEAST_MEMORY[cpus] ?? (generation2 ? 512 : 128) * MI;
  const most = cpu < 500 ? 512 * MI : cpu < 1000 ? GI : (MOST_MEMORY[cpus] ?? 32 * GI);
  if (memory >= least && memory <= most) return;
  violate(
    `${at}.resources.limits.memory`,
    `Invalid value specified for container memory. For ${cpu / 1000} CPU, memory must be between ${inMi(least)} and ${inMi(most)} inclusive.`,
  );
}

function inMi(bytes: number): string {
  return bytes % GI === 0 ? `${bytes / GI}Gi` : `${bytes / MI}Mi`;
}
