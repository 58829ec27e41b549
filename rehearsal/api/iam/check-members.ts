import type { Cloud } from "../cloud.ts";
import { invalidArgument } from "../google-error.ts";
import type { IamPolicy } from "./policy-document.ts";

/**
 * Throws INVALID_ARGUMENT for service accounts that do not exist, unless the policy had them before; accounts of other
 * projects and Google's own are taken on trust. https://cloud.google.com/iam/docs/granting-changing-revoking-access
 */
export function checkMembers({ store, project }: Cloud, current: IamPolicy, next: IamPolicy): void {
  const known = new Set(membersOf(current));
  const missing = [...new Set(membersOf(next))]
    .filter((member) => !known.has(member))
    .flatMap((member) => {
      const [, email = ""] = /^serviceAccount:(.+)$/.exec(member) ?? [];
      if (!email.endsWith(`@${project}.iam.gserviceaccount.com`)) return [];
      return store.get("serviceAccounts", `projects/${project}/serviceAccounts/${email}`) ? [] : [email];
    });
  if (missing.length === 0) return;
  const violations = missing.map((email) => ({
    field: "policy.bindings",
    description: `Service account ${email} does not exist.`,
  }));
  throw invalidArgument(violations);
}

function membersOf({ bindings = [] }: IamPolicy): string[] {
  return bindings.flatMap(({ members = [] }) => members);
}
