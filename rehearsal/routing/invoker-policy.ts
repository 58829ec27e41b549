import type { Store } from "../contract.ts";

interface IamPolicy {
  bindings?: { role: string; members?: string[] }[];
}

const INVOKING_ROLES = new Set(["roles/run.invoker", "roles/run.servicesInvoker", "roles/run.admin"]);

/** So long a service that was public counts as such, so that not every request reads documents. */
const PUBLIC_FOR_MS = 20;

/** Who may call a service. */
export interface InvokerPolicy {
  allows(serviceName: string, authorization: string | undefined): boolean;
}

/**
 * As in Cloud Run, anyone may call where `allUsers` holds an invoking role or the invoker check is off; otherwise the
 * rehearsal's own access token is asked for (https://cloud.google.com/run/docs/authenticating/public).
 */
export function createInvokerPolicy(store: Pick<Store, "get">, accessToken: string): InvokerPolicy {
  const bearer = `Bearer ${accessToken}`;
  const publicUntilMs = new Map<string, number>();
  const isOpen = (serviceName: string) =>
    isPublic(store.get<IamPolicy>("iamPolicies", serviceName)) ||
    store.get<{ invokerIamDisabled?: boolean }>("services", serviceName)?.invokerIamDisabled === true;
  return {
    allows(serviceName, authorization) {
      const nowMs = performance.now();
      if (nowMs < (publicUntilMs.get(serviceName) ?? 0)) return true;
      if (authorization === bearer) return true;
      if (!isOpen(serviceName)) return false;
      publicUntilMs.set(serviceName, nowMs + PUBLIC_FOR_MS);
      return true;
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
