import type { Cloud, Handlers } from "../cloud.ts";
import { permissionHandlers, policyHandlers } from "../iam/policy-handlers.ts";
import { resourceNotFound } from "./not-found.ts";
import { revisionHandlers } from "./revision-handlers.ts";
import { serviceHandlers } from "./service-handlers.ts";

const SERVICES = "google.cloud.run.v2.Services";

/** Everything of Cloud Run v2 that is emulated: services, revisions, and who may call a service. */
export function runHandlers(cloud: Cloud): Handlers {
  const nameOf = (resource: string): string => {
    if (!cloud.store.get("services", resource)) throw resourceNotFound(resource, "SERVICE");
    return resource;
  };
  return {
    ...serviceHandlers(cloud),
    ...revisionHandlers(cloud),
    ...policyHandlers(cloud, SERVICES, nameOf),
    ...permissionHandlers(SERVICES, nameOf),
  };
}
