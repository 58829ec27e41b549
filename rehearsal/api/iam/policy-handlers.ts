import type { Cloud, Handler, Handlers } from "../cloud.ts";
import { readPolicy, writePolicy } from "./iam-policy.ts";
import type { IamPolicy } from "./policy-document.ts";

interface SetRequest {
  resource: string;
  policy?: IamPolicy;
  updateMask?: string;
}

/**
 * getIamPolicy, setIamPolicy and testIamPermissions of one kind of resource: https://cloud.google.com/iam/docs/reference/rest/v1/Policy.
 *
 * @param methods the service's full name, such as `google.cloud.run.v2.Services`
 * @param nameOf the resource's full name in the store; throws NOT_FOUND when there is no such resource
 */
export function policyHandlers(
  cloud: Cloud,
  methods: string,
  nameOf: (resource: string) => string,
): Handlers {
  return {
    [`${methods}.GetIamPolicy`]: ({ resource }: { resource: string }) =>
      readPolicy(cloud.store, nameOf(resource)),
    [`${methods}.SetIamPolicy`]: ({ resource, policy = {}, updateMask }: SetRequest) =>
      cloud.store.transaction(() => writePolicy(cloud, nameOf(resource), policy, updateMask)),
  } satisfies Record<string, Handler>;
}

/** The holder of the access token owns the project: it has every permission that it asks about. */
export function permissionHandlers(methods: string, nameOf: (resource: string) => string): Handlers {
  return {
    [`${methods}.TestIamPermissions`]: ({
      resource,
      permissions = [],
    }: {
      resource: string;
      permissions?: string[];
    }) => {
      nameOf(resource);
      return { permissions };
    },
  } satisfies Record<string, Handler>;
}
