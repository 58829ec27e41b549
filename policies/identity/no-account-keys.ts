import { ACCOUNT_KEY } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";

export const noAccountKeys = resourceRule({
  id: "no-account-keys",
  title: "No key of a service account",
  severity: "critical",
  level: "mandatory",
  types: [ACCOUNT_KEY],
  invariants: [],
  what: "The stack makes no key for a service account.",
  why: "A key never expires and works from anywhere; in Cloud Run the service has its account without one.",
  fix: "remove the key, and use the account by services.<key>.serviceAccount or by impersonation",
  source: "https://cloud.google.com/iam/docs/best-practices-for-managing-service-account-keys",
  check: (key) => key.at("serviceAccountId").refuse("no key at all", "a key of a service account"),
});
