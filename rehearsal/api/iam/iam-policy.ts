import { createHash, randomBytes } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Store } from "../../contract.ts";
import type { Cloud } from "../cloud.ts";
import { aborted, invalidArgument } from "../google-error.ts";
import { applyUpdateMask } from "../messages/update-mask.ts";
import { checkMembers } from "./check-members.ts";
import type { IamBinding, IamPolicy } from "./policy-document.ts";

/** The etag of a policy that was never set: https://cloud.google.com/iam/docs/reference/rest/v1/Policy */
const FIRST_ETAG = "ACAB";

/** Policies are kept under the full name of the resource that they are attached to. */
export function readPolicy(store: Store, resource: string): IamPolicy {
  return store.get<IamPolicy>("iamPolicies", resource) ?? { etag: FIRST_ETAG };
}

/**
 * Replaces a policy. Throws ABORTED when it carries the etag of an older one, so that read-modify-write loses nothing
 * (https://cloud.google.com/iam/docs/allow-policies#etag), INVALID_ARGUMENT for an unknown kind of member or role.
 */
export function writePolicy(
  cloud: Cloud,
  resource: string,
  policy: IamPolicy,
  updateMask?: string,
): IamPolicy {
  const { store } = cloud;
  const current = readPolicy(store, resource);
  if (policy.etag !== undefined && policy.etag !== current.etag) {
    throw aborted(
      "There were concurrent policy changes. Please retry the whole read-modify-write with exponential backoff.",
    );
  }
  const next = updateMask ? applyUpdateMask(current, policy, updateMask) : policy;
  checkBindings(next.bindings ?? []);
  checkMembers(cloud, current, next);
  const { etag: _etag, ...rest } = next;
  const bindings = mergedBindings(next.bindings ?? []);
  const stored = { ...rest, version: next.version || 1, bindings, etag: newPolicyEtag() };
  store.put("iamPolicies", resource, stored);
  return stored;
}

/** Whether the policy grants one of the roles to one of the members, without a condition. */
export function grants({ bindings = [] }: IamPolicy, roles: ReadonlySet<string>, members: string[]): boolean {
  return bindings.some(
    (binding) =>
      roles.has(binding.role) &&
      !binding.condition &&
      binding.members?.some((member) => members.includes(member)),
  );
}

/** One binding per role and condition, without repeated or empty members, as Google stores them. */
function mergedBindings(bindings: IamBinding[]): IamBinding[] {
  const merged: IamBinding[] = [];
  for (const { role, members = [], condition } of bindings) {
    const same = merged.find((other) => other.role === role && isDeepStrictEqual(other.condition, condition));
    const all = [...new Set([...(same?.members ?? []), ...members])].toSorted();
    if (same) same.members = all;
    else if (all.length > 0) merged.push({ role, members: all, ...(condition && { condition }) });
  }
  return merged;
}

/** https://cloud.google.com/iam/docs/principal-identifiers */
const MEMBER =
  /^(allUsers|allAuthenticatedUsers|(user|serviceAccount|group|domain|projectOwner|projectEditor|projectViewer|principal|principalSet|deleted):.+)$/;
const ROLE = /^(roles|projects\/[^/]+\/roles|organizations\/[^/]+\/roles)\/[A-Za-z0-9_.]+$/;

function checkBindings(bindings: IamBinding[]): void {
  const violations = bindings.flatMap(({ role, members = [] }, index) =>
    [
      ...(ROLE.test(role ?? "") ? [] : [`Role ${role} is not supported for this resource.`]),
      ...members
        .filter((member) => !MEMBER.test(member))
        .map(
          (member) =>
            `The member ${member} is of an unknown type. Please set a valid type prefix for the member.`,
        ),
    ].map((description) => ({ field: `policy.bindings[${index}]`, description })),
  );
  if (violations.length > 0) throw invalidArgument(violations);
}

function newPolicyEtag(): string {
  return createHash("sha256").update(randomBytes(16)).digest("base64").slice(0, 16);
}
