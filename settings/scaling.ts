import * as z from "zod";
import type { Finding } from "../faults/fault.ts";
import { field } from "./field.ts";

const source = "https://cloud.google.com/run/docs/configuring/max-instances";

/** How many instances a revision may have. */
export const scalingSchema = field(
  z
    .strictObject({
      minInstances: field(z.int().min(0).max(1000).default(0), {
        description: "Instances kept warm; 0 lets the revision scale to zero.",
        expected: "a whole number from 0 to 1000",
        example: "0",
        unit: "instances",
        source: "https://cloud.google.com/run/docs/configuring/min-instances",
      }),
      maxInstances: field(z.int().min(1).max(1000).default(100), {
        description: "Instances at most; further requests wait, then get 429.",
        expected: "a whole number from 1 to 1000",
        example: "10",
        unit: "instances",
        source,
      }),
    })
    .prefault({}),
  {
    description: "Bounds of autoscaling.",
    expected: "a map with minInstances and maxInstances",
    example: "{ minInstances: 0, maxInstances: 10 }",
  },
);

export type ScalingSettings = z.output<typeof scalingSchema>;

/** The lower bound must not exceed the upper one. */
export function checkScaling({ minInstances, maxInstances }: ScalingSettings): Finding[] {
  if (minInstances <= maxInstances) return [];
  return [
    {
      path: "scaling.minInstances",
      expected: `at most scaling.maxInstances (${maxInstances})`,
      actual: String(minInstances),
      example: "0",
    },
  ];
}
