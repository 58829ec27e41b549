import type { Cloud, Handlers } from "../cloud.ts";
import { configurationHandlers } from "./configuration-handlers.ts";
import { locationHandlers } from "./location-handlers.ts";
import { operationHandlers } from "./operation-handlers.ts";
import { revisionHandlers } from "./revision-handlers.ts";
import { serviceHandlers } from "./service-handlers.ts";

/** Cloud Run v1 on the same documents as v2; what gcloud speaks. */
export function runV1Handlers(cloud: Cloud): Handlers {
  return {
    ...serviceHandlers(cloud),
    ...revisionHandlers(cloud),
    ...configurationHandlers(cloud),
    ...operationHandlers(cloud),
    ...locationHandlers(cloud),
  };
}
