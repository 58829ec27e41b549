import type { ServiceDocument } from "../../contract.ts";
import type { Cloud, Handlers } from "../cloud.ts";
import { configurationToV1, routeToV1 } from "./convert-configuration.ts";
import { findService, servicesIn } from "./find-resource.ts";
import { type ListRequest, listPage } from "./list-page.ts";
import type { V1ObjectMeta } from "./v1-types.ts";

/**
 * Configurations and routes, for reading only; they change with their service.
 * https://cloud.google.com/run/docs/reference/rest/v1/namespaces.configurations and …/namespaces.routes
 */
export function configurationHandlers(cloud: Cloud): Handlers {
  return { ...readers(cloud, "Configuration", configurationToV1), ...readers(cloud, "Route", routeToV1) };
}

function readers(
  cloud: Cloud,
  kind: "Configuration" | "Route",
  convert: (service: ServiceDocument, projectNumber: string) => { metadata?: V1ObjectMeta },
): Handlers {
  const methods = `google.cloud.run.v1.${kind}s`;
  return {
    [`${methods}.Get${kind}`]: ({ name }: { name: string }) =>
      convert(findService(cloud, name), cloud.projectNumber),
    [`${methods}.List${kind}s`]: (request: ListRequest) => {
      const all = servicesIn(cloud, request.parent).map((service) => convert(service, cloud.projectNumber));
      return listPage(kind, all, request);
    },
  };
}
