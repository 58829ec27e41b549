import type { ServiceSettings } from "../../settings/service.ts";

/** What an instance is, how many there may be, and by which rule they are billed. */
export interface Capacity {
  /** vCPU of an instance. */
  cpu: number;
  memoryGiB: number;
  /** Requests that an instance serves at a time. */
  concurrency: number;
  minInstances: number;
  maxInstances: number;
  /** https://cloud.google.com/run/docs/configuring/billing-settings */
  billing: "request-based" | "instance-based";
}

/** The capacity that settings declare. */
export function capacityOfSettings(service: ServiceSettings): Capacity {
  return {
    cpu: service.cpu,
    memoryGiB: service.memoryMiB / 1024,
    concurrency: service.concurrency,
    minInstances: service.scaling.minInstances,
    maxInstances: service.scaling.maxInstances,
    billing: service.cpuIdle ? "request-based" : "instance-based",
  };
}
