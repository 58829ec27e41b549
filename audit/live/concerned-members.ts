const EVERYBODY = new Set(["allUsers", "allAuthenticatedUsers"]);

/**
 * Whether a grant to that member is the services' affair: one to their accounts, or to everybody. Who else may do something in the
 * project, other stacks and people among them, no API tells from what was left behind.
 */
export function concerns(member: string, accounts: readonly string[]): boolean {
  return EVERYBODY.has(member) || accounts.some((email) => member === `serviceAccount:${email}`);
}
