import { isMap, mapAt } from "../plan/engine-value.ts";
import type { Capacity } from "./capacity.ts";

const MEMORY_GIB: Record<string, number> = { Mi: 1 / 1024, Gi: 1, M: 1e6 / 2 ** 30, G: 1e9 / 2 ** 30 };

/**
 * The capacity that a Cloud Run service declares, from its properties as the engine has them; undefined where a preview does not know
 * them all. https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services
 */
export function capacityOfService(inputs: Record<string, unknown>): Capacity | undefined {
  const template = mapAt(inputs, "template");
  const [container] = Array.isArray(template.containers) ? template.containers : [];
  const resources = isMap(container) ? mapAt(container, "resources") : {};
  const scaling = mapAt(template, "scaling");
  const limits = mapAt(resources, "limits");
  const cpu = cpuOf(limits.cpu);
  const memoryGiB = memoryOf(limits.memory);
  const concurrency = template.maxInstanceRequestConcurrency;
  if (cpu === undefined || memoryGiB === undefined || typeof concurrency !== "number") return undefined;
  return {
    cpu,
    memoryGiB,
    concurrency,
    minInstances: typeof scaling.minInstanceCount === "number" ? scaling.minInstanceCount : 0,
    maxInstances: typeof scaling.maxInstanceCount === "number" ? scaling.maxInstanceCount : 100,
    billing: resources.cpuIdle === true ? "request-based" : "instance-based",
  };
}

function cpuOf(quantity: unknown): number | undefined {
  const [, amount, milli] = /^(\d+(?:\.\d+)?)(m)?$/.exec(String(quantity)) ?? [];
  return amount === undefined ? undefined : Number(amount) / (milli ? 1000 : 1);
}

function memoryOf(quantity: unknown): number | undefined {
  const [, amount, unit = ""] = /^(\d+(?:\.\d+)?)(Mi|Gi|M|G)$/.exec(String(quantity)) ?? [];
  const factor = MEMORY_GIB[unit];
  return amount === undefined || factor === undefined ? undefined : Number(amount) * factor;
}
