import { attachedInstances } from "../resource/database-instances.ts";
import { accountEmail, membersOf } from "../resource/members.ts";
import { remembered } from "../resource/remembered.ts";
import type { Stack } from "../resource/stack.ts";
import { PROJECT_BINDING, PROJECT_MEMBER, SERVICE } from "../resource/types.ts";
import { stackRule } from "../rule.ts";
import { accountOf } from "./secret-access.ts";

const ROLES = ["roles/cloudsql.client", "roles/cloudsql.editor", "roles/cloudsql.admin"];

export const databaseAccess = stackRule({
  id: "database-access",
  title: "The database lets the service in",
  severity: "high",
  level: "mandatory",
  types: [SERVICE],
  invariants: [],
  what: "The account of a service with a Cloud SQL instance may connect to it.",
  why: "The socket is there either way, and every connection through it is refused.",
  fix: "services.<key>.database.instance (the stack makes the binding from it)",
  source: "https://cloud.google.com/sql/docs/postgres/connect-run",
  check(service, _invariants, stack) {
    if (attachedInstances(service.props).length === 0) return undefined;
    const account = accountOf(service);
    if (databaseClients(stack).includes(account)) return undefined;
    return service.props.at("template", "serviceAccount").refuse("an account with roles/cloudsql.client");
  },
});

/** Emails of the accounts that may connect to the project's instances. */
const databaseClients = remembered((stack: Stack) =>
  stack
    .all(PROJECT_MEMBER, PROJECT_BINDING)
    .filter(({ props }) => ROLES.includes(props.at("role").text() ?? ""))
    .flatMap(({ props }) => membersOf(props).map((member) => accountEmail(member.text()))),
);
