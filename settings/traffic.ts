import * as z from "zod";
import type { Finding } from "../faults/fault.ts";
import { field } from "./field.ts";

const source = "https://cloud.google.com/run/docs/rollouts-rollbacks-traffic-migration";

function strategy<Name extends string>(name: Name) {
  return field(z.literal(name), {
    description: "How a new revision gets its traffic.",
    expected: "latest, canary, blue-green or split",
    example: "latest",
    source,
  });
}

const percent = z.int().min(0).max(100);

const revisions = field(
  z.record(
    field(z.string().regex(/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/), {
      description: "Name of a revision.",
      expected: "the name of a revision",
      example: "netra-backend-staging-0a1b2c3d4e",
    }),
    field(percent, {
      description: "Share of the revision.",
      expected: "a whole number of percent from 0 to 100",
      example: "50",
      unit: "%",
    }),
  ),
  {
    description: "Share of each revision; they add up to 100.",
    expected: "a map of revision names to percentages",
    example: "{ netra-backend-staging-0a1b2c3d4e: 50, netra-backend-staging-5f6a7b8c9d: 50 }",
    source,
  },
);

/** How traffic is divided between the new revision and those that serve already. */
export const trafficSchema = field(
  z
    .discriminatedUnion("strategy", [
      z.strictObject({ strategy: strategy("latest") }),
      z.strictObject({
        strategy: strategy("canary"),
        percent: field(z.int().min(1).max(99), {
          description: "Share of the new revision, which gets the tag canary; the rest stays where it is.",
          expected: "a whole number of percent from 1 to 99",
          example: "10",
          unit: "%",
        }),
      }),
      z.strictObject({ strategy: strategy("blue-green") }),
      z.strictObject({ strategy: strategy("split"), revisions }),
    ])
    .prefault({ strategy: "latest" }),
  {
    description:
      "latest: all to the new revision. canary: a share to it, under the tag canary. blue-green: none, under the tag green, until promoted. split: as given.",
    expected: "a map with strategy",
    example: "{ strategy: canary, percent: 10 }",
    source,
  },
);

export type TrafficSettings = z.output<typeof trafficSchema>;

/** The shares of a split must add up to 100. */
export function checkTraffic(traffic: TrafficSettings): Finding[] {
  if (traffic.strategy !== "split") return [];
  const total = Object.values(traffic.revisions).reduce((sum, share) => sum + share, 0);
  if (total === 100) return [];
  return [
    {
      path: "traffic.revisions",
      expected: "shares that add up to 100 %",
      actual: `${total} %`,
      example: "{ netra-backend-staging-0a1b2c3d4e: 50, netra-backend-staging-5f6a7b8c9d: 50 }",
    },
  ];
}
