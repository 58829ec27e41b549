import {
  ACCOUNT_KEY,
  PROJECT_MEMBER,
  SECRET_MEMBER,
  SERVICE,
  SERVICE_MEMBER,
} from "../../../policies/resource/types.ts";
import type { RuleCase } from "./rule-case.ts";

const OWN = "netra-backend-staging@netra-staging.iam.gserviceaccount.com";
const DEFAULT = "512345678901-compute@developer.gserviceaccount.com";

export const identityCases: RuleCase[] = [
  {
    rule: "own-account",
    mutant: "the default account, in every binding too",
    change: (stack) => stack.replaceEverywhere(OWN, DEFAULT),
    finding: {
      path: "template.serviceAccount",
      found: DEFAULT,
      allowed: "<id>@netra-staging.iam.gserviceaccount.com",
    },
    reads: { type: SERVICE, path: "template.serviceAccount", wrong: {} },
  },
  {
    rule: "no-basic-role",
    mutant: "an editor of the project",
    change: (stack) =>
      stack.add(PROJECT_MEMBER, "editor", {
        project: "netra-staging",
        role: "roles/editor",
        member: `serviceAccount:${OWN}`,
      }),
    finding: { path: "role", found: "roles/editor", allowed: "a role of one service" },
    reads: { type: PROJECT_MEMBER, path: "role", wrong: 1 },
  },
  {
    rule: "least-project-roles",
    mutant: "every secret of the project",
    change: (stack) =>
      stack.add(PROJECT_MEMBER, "all-secrets", {
        project: "netra-staging",
        role: "roles/secretmanager.secretAccessor",
        member: `serviceAccount:${OWN}`,
      }),
    finding: { path: "role", found: "roles/secretmanager.secretAccessor", allowed: "roles/cloudsql.client" },
    reads: { type: PROJECT_MEMBER, path: "role", wrong: ["roles/cloudsql.client"] },
  },
  {
    rule: "least-resource-roles",
    mutant: "may administer a secret",
    change: (stack) => stack.set(SECRET_MEMBER, "role", "roles/secretmanager.admin"),
    finding: {
      path: "role",
      found: "roles/secretmanager.admin",
      allowed: "roles/secretmanager.secretAccessor",
    },
    reads: { type: SERVICE_MEMBER, path: "role", wrong: 1 },
  },
  {
    rule: "public-invocation",
    mutant: "a second service that anybody may call",
    change: (stack) => stack.set(SERVICE, "invokerIamDisabled", true),
    finding: { path: "invokerIamDisabled", found: "true", allowed: "false" },
    reads: { type: SERVICE_MEMBER, path: "member", wrong: 1 },
  },
  {
    rule: "no-public-members",
    mutant: "a secret that anybody may read",
    change: (stack) =>
      stack.add(SECRET_MEMBER, "everybody", {
        project: "netra-staging",
        secretId: "netra-staging-jwt-secret",
        role: "roles/secretmanager.secretAccessor",
        member: "allUsers",
      }),
    finding: { path: "member", found: "allUsers", allowed: "a service account, a user or a group" },
    reads: { type: SECRET_MEMBER, path: "member", wrong: 1 },
  },
  {
    rule: "no-account-keys",
    mutant: "a key",
    change: (stack) => stack.add(ACCOUNT_KEY, "key", { serviceAccountId: OWN }),
    finding: { path: "serviceAccountId", found: "a key of a service account", allowed: "no key at all" },
    reads: { type: ACCOUNT_KEY, path: "serviceAccountId", wrong: 1 },
    given: (stack) => stack.add(ACCOUNT_KEY, "key", { serviceAccountId: OWN }),
    refusesAny: true,
  },
];
