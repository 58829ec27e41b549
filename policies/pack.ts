import { PolicyPack } from "@pulumi/policy";
import { PACK } from "./engine/analyzer-info.ts";
import { pulumiPolicy } from "./engine/pulumi-policy.ts";
import { rules } from "./rules.ts";

/** The pack as Pulumi runs it: `pulumi preview --policy-pack policies`. */
new PolicyPack(PACK.name, {
  displayName: PACK.displayName,
  description: PACK.description,
  provider: "gcp",
  enforcementLevel: "mandatory",
  policies: rules.map(pulumiPolicy),
});
