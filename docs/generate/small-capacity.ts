import type { Capacity } from "../../preview/cost/capacity.ts";

/** What the reports moved to for $205 a month, and staging declares. */
export const smallCapacity: Capacity = {
  cpu: 1,
  memoryGiB: 0.5,
  concurrency: 1000,
  minInstances: 0,
  maxInstances: 10,
  billing: "request-based",
};
