import type { Difference } from "./difference.ts";
import type { PolicyDocument } from "./live-document.ts";

/** A role that a member has somewhere. */
export interface Grant {
  role: string;
  member: string;
}

export interface PolicyComparison {
  /** The type under which the engine would have such a grant. */
  type: string;
  /** What the policy is on, such as `access to service netra-backend-staging`. */
  resource: string;
  policy: PolicyDocument;
  /** What the program declares there. */
  declared: readonly Grant[];
  /** The key of the service in the settings, where the policy is a service's. */
  serviceKey?: string;
  /** Whether a grant to this member is any of the stack's business: a project has many that are not. */
  concerns(member: string): boolean;
}

/** Grants that nobody declared; the engine knows of those only that it made. */
export function foreignBindings(comparison: PolicyComparison): Difference[] {
  const { type, resource, policy, declared, serviceKey, concerns } = comparison;
  const grants = (policy.bindings ?? []).flatMap(({ role = "", members = [] }) =>
    members.map((member) => ({ role, member })),
  );
  return grants
    .filter(({ member }) => concerns(member))
    .filter(({ role, member }) => !declared.some((one) => one.role === role && one.member === member))
    .map(({ role, member }) => ({
      type,
      resource,
      path: `bindings[${role}]`,
      declared: undefined,
      live: `${role} for ${member}`,
      ...(serviceKey === undefined ? {} : { serviceKey }),
    }));
}
