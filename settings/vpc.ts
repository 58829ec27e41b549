import * as z from "zod";
import { field } from "./field.ts";

const source = "https://cloud.google.com/run/docs/configuring/vpc-direct-vpc";
const name = z.string().regex(/^(projects\/[a-z0-9-]+\/[a-z0-9/-]+\/)?[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/);

/** Direct VPC egress: how a service reaches private addresses such as a Memorystore Redis. */
export const vpcSchema = field(
  z
    .strictObject({
      network: field(name, {
        description: "VPC network.",
        expected: "the name of a VPC network",
        example: "default",
        source,
      }),
      subnetwork: field(name, {
        description: "Subnetwork in the service's region.",
        expected: "the name of a subnetwork",
        example: "default",
        source,
      }),
      egress: field(z.enum(["private-ranges-only", "all-traffic"]).default("private-ranges-only"), {
        description: "What goes through the VPC.",
        expected: "private-ranges-only or all-traffic",
        example: "private-ranges-only",
        source,
      }),
    })
    .optional(),
  {
    description: "Direct VPC egress, for private addresses.",
    expected: "a map with network and subnetwork",
    example: "{ network: default, subnetwork: default }",
    source,
  },
);

export type VpcSettings = NonNullable<z.output<typeof vpcSchema>>;
