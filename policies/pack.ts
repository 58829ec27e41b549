import { PolicyPack } from "@pulumi/policy";
import { pulumiPolicy } from "./engine/pulumi-policy.ts";
import { rules } from "./rules.ts";

/** The pack as Pulumi runs it: `pulumi preview --policy-pack policies`. */
new PolicyPack("netra-staging-invariants", {
  displayName: "Staging invariants",
  description: "What staging on Cloud Run must hold to",
  provider: "gcp",
  enforcementLevel: "mandatory",
  policies: rules.map(pulumiPolicy),
});
