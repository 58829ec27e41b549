import type { ServiceDocument } from "../../contract.ts";
import { API_VERSION, serviceToV1 } from "./convert-service.ts";
import { defined } from "./defined.ts";
import { objectMeta } from "./object-meta.ts";
import type { V1Configuration, V1ObjectMeta, V1Route } from "./v1-types.ts";

/** The half of a service that makes revisions: https://cloud.google.com/run/docs/reference/rest/v1/namespaces.configurations */
export function configurationToV1(service: ServiceDocument, projectNumber: string): V1Configuration {
  const { spec, status } = serviceToV1(service, projectNumber);
  return {
    apiVersion: API_VERSION,
    kind: "Configuration",
    metadata: ownedMeta(service, "configurations", projectNumber),
    spec: defined({ template: spec?.template }),
    status: defined({
      observedGeneration: status?.observedGeneration,
      conditions: conditionsAsReady(status?.conditions, "ConfigurationsReady"),
      latestCreatedRevisionName: status?.latestCreatedRevisionName,
      latestReadyRevisionName: status?.latestReadyRevisionName,
    }),
  };
}

/** The half of a service that carries traffic: https://cloud.google.com/run/docs/reference/rest/v1/namespaces.routes */
export function routeToV1(service: ServiceDocument, projectNumber: string): V1Route {
  const { status } = serviceToV1(service, projectNumber);
  return {
    apiVersion: API_VERSION,
    kind: "Route",
    metadata: ownedMeta(service, "routes", projectNumber),
    spec: defined({ traffic: status?.traffic?.map(({ url: _url, ...target }) => target) }),
    status: defined({
      observedGeneration: status?.observedGeneration,
      conditions: conditionsAsReady(status?.conditions, "RoutesReady"),
      ...{ traffic: status?.traffic, url: status?.url, address: status?.address },
    }),
  };
}

function ownedMeta(
  service: ServiceDocument,
  collection: "configurations" | "routes",
  projectNumber: string,
): V1ObjectMeta {
  const meta = objectMeta(service, collection, projectNumber);
  const owner = { kind: "Service", name: meta.name, uid: service.uid, apiVersion: API_VERSION };
  return {
    ...meta,
    labels: { ...meta.labels, "serving.knative.dev/service": meta.name ?? "" },
    ownerReferences: [{ ...owner, controller: true, blockOwnerDeletion: true }],
  };
}

/** A service's condition about one of its halves is that half's own readiness. */
function conditionsAsReady<T extends { type?: string }>(conditions: T[] | undefined, part: string): T[] {
  return (conditions ?? [])
    .filter(({ type }) => type === part)
    .map((condition) => ({ ...condition, type: "Ready" }));
}
