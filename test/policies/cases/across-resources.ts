import { ACCOUNT, PROJECT_MEMBER, SECRET_MEMBER, SERVICE } from "../../../policies/resource/types.ts";
import type { EditableStack } from "../editable-stack.ts";
import type { RuleCase } from "./rule-case.ts";

const OWN = "netra-backend-staging@netra-staging.iam.gserviceaccount.com";

/** A small second service, with an account of its own and no secret or database. */
function addWorker(stack: EditableStack, changes: Record<string, unknown>, account = "netra-worker"): void {
  const worker = structuredClone(stack.service);
  Object.assign(worker, { name: "netra-worker", ...changes });
  worker.template.revision = `${worker.name}-0123456789`;
  worker.template.serviceAccount = `${account}@netra-staging.iam.gserviceaccount.com`;
  worker.template.scaling.maxInstanceCount = 1;
  worker.template.scaling.minInstanceCount = 0;
  worker.template.containers[0].resources.cpuIdle = true;
  stack.service.template.scaling.maxInstanceCount = 9;
  stack.add(SERVICE, "worker", worker);
  const member = `serviceAccount:${worker.template.serviceAccount}`;
  if (account !== "netra-worker") return;
  for (const { type, name, props } of [...stack.resources]) {
    if (type === SECRET_MEMBER || type === PROJECT_MEMBER)
      stack.add(type, `${name}-worker`, { ...props, member });
  }
}

export const acrossCases: RuleCase[] = [
  {
    rule: "connection-budget",
    mutant: "pools of ten",
    change: (stack) => stack.addVariable("DATABASE_POOL_SIZE", "10"),
    finding: {
      path: "template.scaling.maxInstanceCount",
      found: "100 connections",
      allowed: "90 connections to netra-staging:us-central1:staging-shared-postgres in all",
    },
    reads: { type: SERVICE, path: "template.scaling.maxInstanceCount", wrong: "10" },
  },
  {
    rule: "memory-per-request",
    mutant: "256 MiB of files in memory",
    change: (stack) =>
      stack.service.template.volumes.push({
        name: "scratch",
        emptyDir: { medium: "MEMORY", sizeLimit: "256Mi" },
      }),
    finding: {
      path: "template.maxInstanceRequestConcurrency",
      found: "634 MiB for 1000 requests",
      allowed: "what 512 MiB hold",
    },
    reads: { type: SERVICE, path: "template.maxInstanceRequestConcurrency", wrong: "1000" },
  },
  {
    rule: "websocket-lifetime",
    mutant: "one second less",
    change: (stack) => stack.set(SERVICE, "template.timeout", "299s"),
    finding: { path: "template.timeout", found: "299s", allowed: "at least 300s" },
    reads: { type: SERVICE, path: "template.timeout", wrong: 300 },
  },
  {
    rule: "secrets-readable",
    mutant: "one binding removed",
    change: (stack) => stack.resources.splice(stack.resources.indexOf(stack.of(SECRET_MEMBER)), 1),
    finding: {
      path: "template.containers[0].envs[5].valueSource.secretKeyRef.secret",
      found: "netra-staging-database-password",
      allowed: `a secret that ${OWN} may read`,
    },
    reads: { type: SERVICE, path: "template.serviceAccount", wrong: 1 },
  },
  {
    rule: "secrets-unused",
    mutant: "a secret that nothing refers to",
    change: (stack) =>
      stack.add(SECRET_MEMBER, "billing", {
        project: "netra-staging",
        secretId: "netra-staging-billing-key",
        role: "roles/secretmanager.secretAccessor",
        member: `serviceAccount:${OWN}`,
      }),
    finding: {
      path: "secretId",
      found: "netra-staging-billing-key",
      allowed: `a secret that the service of ${OWN} reads`,
    },
    reads: { type: SECRET_MEMBER, path: "secretId", wrong: 1 },
  },
  {
    rule: "database-access",
    mutant: "the role removed",
    change: (stack) => stack.resources.splice(stack.resources.indexOf(stack.of(PROJECT_MEMBER)), 1),
    finding: {
      path: "template.serviceAccount",
      found: OWN,
      allowed: "an account with roles/cloudsql.client",
    },
    reads: { type: PROJECT_MEMBER, path: "member", wrong: 1 },
  },
  {
    rule: "account-of-its-own",
    mutant: "a second service with the first one's account",
    change: (stack) => addWorker(stack, {}, "netra-backend-staging"),
    finding: { path: "template.serviceAccount", found: OWN, allowed: "an account that worker does not use" },
    reads: { type: SERVICE, path: "template.serviceAccount", wrong: 1 },
  },
  {
    rule: "service-names",
    mutant: "a second service of the same name",
    change: (stack) => addWorker(stack, { name: "netra-backend-staging" }),
    finding: { path: "name", found: "netra-backend-staging", allowed: "a name that worker does not have" },
    reads: { type: SERVICE, path: "name", wrong: 1 },
  },
  {
    rule: "orphan-bindings",
    mutant: "a role for an account that the stack has not",
    change: (stack) =>
      stack.add(PROJECT_MEMBER, "left-behind", {
        project: "netra-staging",
        role: "roles/cloudsql.client",
        member: "serviceAccount:netra-old-staging@netra-staging.iam.gserviceaccount.com",
      }),
    finding: {
      path: "member",
      found: "serviceAccount:netra-old-staging@netra-staging.iam.gserviceaccount.com",
      allowed: "an account that the stack has",
    },
    reads: { type: ACCOUNT, path: "accountId", wrong: 1 },
  },
  {
    rule: "monthly-cost",
    mutant: "CPU always on",
    change: (stack) => stack.set(SERVICE, "template.containers[0].resources.cpuIdle", false),
    finding: { path: "template.scaling", found: "$500 a month", allowed: "at most $205 a month" },
    reads: { type: SERVICE, path: "template.scaling.maxInstanceCount", wrong: "10" },
  },
];
