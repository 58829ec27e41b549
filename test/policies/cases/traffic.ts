import { SERVICE } from "../../../policies/resource/types.ts";
import type { EditableStack } from "../editable-stack.ts";
import type { RuleCase } from "./rule-case.ts";

const LATEST = "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST";
const REVISION = "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION";

function route(stack: EditableStack, ...targets: object[]): void {
  stack.service.traffics = targets;
}

export const trafficCases: RuleCase[] = [
  {
    rule: "traffic-total",
    mutant: "one percent missing",
    change: (stack) => stack.set(SERVICE, "traffics[0].percent", 99),
    finding: { path: "traffics", found: "99 in all", allowed: "whole percents, 100 in all" },
    reads: { type: SERVICE, path: "traffics[0].percent", wrong: "100" },
  },
  {
    rule: "traffic-targets",
    mutant: "a revision of another service",
    change: (stack) =>
      route(stack, { type: REVISION, revision: "netra-frontend-staging-00441-mk7", percent: 100 }),
    finding: {
      path: "traffics[0].revision",
      found: "netra-frontend-staging-00441-mk7",
      allowed: "netra-backend-staging-<suffix>",
    },
    reads: { type: SERVICE, path: "traffics[0].type", wrong: 1 },
  },
  {
    rule: "distinct-targets",
    mutant: "a revision with two shares",
    change: (stack) =>
      route(
        stack,
        { type: LATEST, percent: 50 },
        { type: REVISION, revision: "netra-backend-staging-00432-w88", percent: 25 },
        { type: REVISION, revision: "netra-backend-staging-00432-w88", percent: 25 },
      ),
    finding: {
      path: "traffics[2].revision",
      found: "netra-backend-staging-00432-w88",
      allowed: "each only once",
    },
    reads: { type: SERVICE, path: "traffics[0].tag", wrong: 1 },
  },
  {
    rule: "revision-name",
    mutant: "a name of Cloud Run's own",
    change: (stack) => stack.set(SERVICE, "template.revision", "netra-backend-staging-00441-mk7"),
    finding: {
      path: "template.revision",
      found: "netra-backend-staging-00441-mk7",
      allowed: "netra-backend-staging-<10 hex digits>",
    },
    reads: { type: SERVICE, path: "template.revision", wrong: 1 },
  },
];
