import { repositoryHandlers } from "./artifact-registry/repository-handlers.ts";
import type { Cloud, Handlers } from "./cloud.ts";
import { serviceAccountHandlers } from "./iam/service-account-handlers.ts";
import { logHandlers } from "./logging/log-handlers.ts";
import { metricDescriptorHandlers } from "./monitoring/metric-descriptor-handlers.ts";
import { timeSeriesHandlers } from "./monitoring/time-series-handlers.ts";
import { operationHandlers } from "./operations/operation-handlers.ts";
import { projectHandlers } from "./resource-manager/project-handlers.ts";
import { runHandlers } from "./run/run-handlers.ts";
import { runV1Handlers } from "./run-v1/run-v1-handlers.ts";
import { secretHandlers } from "./secret-manager/secret-handlers.ts";
import { secretVersionHandlers } from "./secret-manager/version-handlers.ts";
import { serviceUsageHandlers } from "./service-usage/service-usage-handlers.ts";
import { sqlHandlers } from "./sql-admin/instance-handlers.ts";

/** The methods that the rehearsal emulates; all others of the same APIs answer 501. */
export function handlersOf(cloud: Cloud): Handlers {
  return {
    ...runHandlers(cloud),
    ...runV1Handlers(cloud),
    ...operationHandlers(cloud),
    ...repositoryHandlers(cloud),
    ...serviceAccountHandlers(cloud),
    ...projectHandlers(cloud),
    ...secretHandlers(cloud),
    ...secretVersionHandlers(cloud),
    ...sqlHandlers(cloud),
    ...serviceUsageHandlers(cloud),
    ...logHandlers(cloud),
    ...timeSeriesHandlers(cloud),
    ...metricDescriptorHandlers(cloud),
  };
}
