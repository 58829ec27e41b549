import type { Store } from "../contract.ts";

interface IamPolicy {
  bindings?: { role: string; members?: string[] }[];
}

const INVOKING_ROLES = new Set(["roles/run.invoker", "roles/run.servicesInvoker", "roles/run.admin"]);

/** Who may call a service. */
export interface InvokerPolicy {
  allows(serviceName: string, authorization: string | undefined): boolean;
}

/**
 * As in Cloud Run, anyone may call where `allUsers` holds an invoking role or the invoker check is off; otherwise the
 * rehearsal's own access token is asked for (https://cloud.google.com/run/docs/authenticating/public).
 */
export function createInvokerPolicy(store: Pick<Store, "get">, accessToken: string): InvokerPolicy {
  return {
    allows(serviceName, authorization) {
      if (authorization === `Bearer ${accessToken}`) return true;
      if (isPublic(store.get<IamPolicy>("iamPolicies", serviceName))) return true;
      return (
        store.get<{ invokerIamDisabled?: boolean }>("services", serviceName)?.invokerIamDisabled === true
      );
    },
  };
}

function isPublic(policy: IamPolicy | undefined): boolean {
  return (
    policy?.bindings?.some(
      ({ role, members }) => INVOKING_ROLES.has(role) && members?.includes("allUsers"),
    ) ?? false
  );
}
