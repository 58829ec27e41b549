import { ACCOUNT, REPOSITORY, SERVICE } from "../../../policies/resource/types.ts";
import type { RuleCase } from "./rule-case.ts";

export const placementCases: RuleCase[] = [
  {
    rule: "project-allowed",
    mutant: "a repository in another project",
    change: (stack) => stack.set(REPOSITORY, "project", "netra-sandbox"),
    finding: { path: "project", found: "netra-sandbox", allowed: "netra-staging" },
    reads: { type: ACCOUNT, path: "project", wrong: 7 },
  },
  {
    rule: "region-allowed",
    mutant: "a repository in another region",
    change: (stack) => stack.set(REPOSITORY, "location", "us-east1"),
    finding: { path: "location", found: "us-east1", allowed: "us-central1" },
    reads: { type: REPOSITORY, path: "location", wrong: ["us-central1"] },
  },
  {
    rule: "foreign-environment",
    mutant: "a queue of production's",
    change: (stack) => stack.addVariable("QUEUE", "netra-prod-events"),
    finding: {
      path: "template.containers[0].envs[14].value",
      found: 'a text with the word "prod"',
      allowed: "names of this environment only",
    },
    reads: {
      type: SERVICE,
      path: "template.serviceAccount",
      wrong: "prod@netra-staging.iam.gserviceaccount.com",
    },
  },
];
