import { refusalOf } from "../../release/rest/api-refusal.ts";
import type { RestClient } from "../../release/rest/rest-client.ts";
import { LIVE_SECRETS, liveServiceDocument } from "./live-service.ts";

const EMAIL = "netra-backend-staging@netra-staging.iam.gserviceaccount.com";
const MEMBER = `serviceAccount:${EMAIL}`;
export const SERVICE = "/v2/projects/netra-staging/locations/us-central1/services/netra-backend-staging";
const PROJECT_NUMBER = "projects/123456789";

/** Stands for what is not there. */
export const MISSING = "missing";

/** What Google's APIs answer by path, for a compliant project; a test bends it, refuses a path with `undefined`, or has nothing there. */
export type LiveApis = Record<string, unknown>;

export function compliantApis(): LiveApis {
  const grant = (role: string, ...members: string[]) => ({ bindings: [{ role, members }] });
  return {
    [SERVICE]: liveServiceDocument(),
    [`${SERVICE}:getIamPolicy`]: grant("roles/run.invoker", "allUsers"),
    "/v1/projects/netra-staging:getIamPolicy": {
      bindings: [
        { role: "roles/cloudsql.client", members: [MEMBER, "user:somebody@netrasystems.ai"] },
        { role: "roles/owner", members: ["user:somebody@netrasystems.ai"] },
      ],
    },
    "/v1/projects/netra-staging/secrets": {
      secrets: LIVE_SECRETS.map((name) => ({ name: `${PROJECT_NUMBER}/secrets/${name}` })),
    },
    ...Object.fromEntries(
      LIVE_SECRETS.map((name) => [
        `/v1/${PROJECT_NUMBER}/secrets/${name}:getIamPolicy`,
        grant("roles/secretmanager.secretAccessor", MEMBER),
      ]),
    ),
    [`/v1/projects/netra-staging/serviceAccounts/${EMAIL}`]: { email: EMAIL, displayName: "Backend" },
    [`/v1/projects/netra-staging/serviceAccounts/${EMAIL}/keys`]: {},
    "/v1/projects/netra-staging/locations/us-central1/repositories/netra-backend": {
      format: "DOCKER",
      labels: { environment: "staging", team: "netra", "managed-by": "pulumi" },
      cleanupPolicies: {
        "keep-recent": { action: "KEEP", mostRecentVersions: { keepCount: 20 } },
        "delete-old": { action: "DELETE", condition: { olderThan: "2592000s" } },
      },
    },
  };
}

/** Answers like these APIs; what they do not have is refused as Google refuses it. */
export function restOf(apis: LiveApis): RestClient {
  return async <T>({ method, url }: { method: string; url: string }) => {
    const { pathname } = new URL(url);
    const answer = apis[pathname];
    if (answer === undefined) {
      const body = JSON.stringify({ error: { status: "PERMISSION_DENIED", message: "not allowed" } });
      throw refusalOf(`${method} ${pathname}`, 403, body);
    }
    if (answer === MISSING) {
      const body = JSON.stringify({ error: { status: "NOT_FOUND", message: "not found" } });
      throw refusalOf(`${method} ${pathname}`, 404, body);
    }
    return answer as T;
  };
}
