import type { Cloud } from "../cloud.ts";
import { permissionDenied } from "../google-error.ts";

/**
 * Throws what Cloud Run answers when a service's identity is not there: it cannot tell a missing account from one that the
 * caller must not act as. https://cloud.google.com/run/docs/configuring/services/service-identity
 */
export function checkServiceAccount({ store, project, projectNumber }: Cloud, email: string): void {
  if (email === `${projectNumber}-compute@developer.gserviceaccount.com`) return;
  if (store.get("serviceAccounts", `projects/${project}/serviceAccounts/${email}`)) return;
  throw permissionDenied(
    `Permission 'iam.serviceaccounts.actAs' denied on service account ${email} (or it may not exist).`,
  );
}
