import { SERVICE } from "../../../policies/resource/types.ts";
import type { RuleCase } from "./rule-case.ts";

const INSTANCE = "template.volumes[0].cloudSqlInstance.instances[0]";
const STAGING = "netra-staging:us-central1:staging-shared-postgres";

export const databaseCases: RuleCase[] = [
  {
    rule: "database-attached",
    mutant: "mounted elsewhere",
    change: (stack) => stack.set(SERVICE, "template.containers[0].volumeMounts[0].mountPath", "/sockets"),
    finding: {
      path: "template.containers[0].volumeMounts",
      found: "no such mount",
      allowed: "the volume mounted at /cloudsql",
    },
    reads: { type: SERVICE, path: "template.containers[0].volumeMounts[0].mountPath", wrong: 1 },
  },
  {
    rule: "database-same-place",
    mutant: "its namesake in another region",
    change: (stack) => stack.replaceEverywhere(STAGING, "netra-staging:us-east1:staging-shared-postgres"),
    finding: {
      path: INSTANCE,
      found: "netra-staging:us-east1:staging-shared-postgres",
      allowed: "netra-staging:us-central1:<instance>",
    },
    reads: { type: SERVICE, path: INSTANCE, wrong: 1 },
  },
  {
    rule: "database-staging-instance",
    mutant: "another instance of the project",
    change: (stack) => stack.replaceEverywhere("staging-shared-postgres", "analytics-postgres"),
    finding: { path: INSTANCE, found: "netra-staging:us-central1:analytics-postgres", allowed: STAGING },
    reads: { type: SERVICE, path: INSTANCE, wrong: {} },
  },
  {
    rule: "database-by-socket",
    mutant: "by its public address",
    change: (stack) => stack.set(SERVICE, `${stack.variablePath("DATABASE_HOST")}.value`, "34.71.12.9"),
    finding: {
      path: "template.containers[0].envs[3].value",
      found: "a network address",
      allowed: `/cloudsql/${STAGING}`,
    },
    reads: { type: SERVICE, path: (stack) => `${stack.variablePath("DATABASE_HOST")}.value`, wrong: 1 },
  },
];
