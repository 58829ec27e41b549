import type { Cloud, Handler, Handlers } from "../cloud.ts";
import { failedPrecondition, permissionDenied } from "../google-error.ts";
import { type PageRequest, page } from "../pagination.ts";
import { shortName } from "../resource-name.ts";

/** The APIs that the rehearsal emulates; all of them are enabled, always. */
const ENABLED: Readonly<Record<string, string>> = {
  "artifactregistry.googleapis.com": "Artifact Registry API",
  "cloudresourcemanager.googleapis.com": "Cloud Resource Manager API",
  "iam.googleapis.com": "Identity and Access Management (IAM) API",
  "logging.googleapis.com": "Cloud Logging API",
  "monitoring.googleapis.com": "Cloud Monitoring API",
  "run.googleapis.com": "Cloud Run Admin API",
  "secretmanager.googleapis.com": "Secret Manager API",
  "serviceusage.googleapis.com": "Service Usage API",
  "sql-component.googleapis.com": "Cloud SQL",
  "sqladmin.googleapis.com": "Cloud SQL Admin API",
};

const SERVICE_USAGE = "google.api.serviceusage.v1.ServiceUsage";

/** Which APIs are on: https://cloud.google.com/service-usage/docs/reference/rest/v1/services */
export function serviceUsageHandlers(cloud: Cloud): Handlers {
  return {
    [`${SERVICE_USAGE}.ListServices`]: (request: PageRequest & { filter?: string }) =>
      listServices(cloud, request),
    [`${SERVICE_USAGE}.GetService`]: ({ name }: { name: string }) => enabledService(cloud, shortName(name)),
    [`${SERVICE_USAGE}.BatchGetServices`]: ({ names = [] }: { names?: string[] }) => ({
      services: names.map((name) => enabledService(cloud, shortName(name))),
    }),
    [`${SERVICE_USAGE}.EnableService`]: ({ name }: { name: string }) =>
      enabled("EnableServiceResponse", { service: enabledService(cloud, emulated(shortName(name))) }),
    [`${SERVICE_USAGE}.BatchEnableServices`]: ({ serviceIds = [] }: { serviceIds?: string[] }) =>
      enabled("BatchEnableServicesResponse", {
        services: serviceIds.map((id) => enabledService(cloud, emulated(id))),
      }),
  } satisfies Record<string, Handler>;
}

function listServices(cloud: Cloud, request: PageRequest & { filter?: string }): object {
  const all = request.filter === "state:DISABLED" ? [] : Object.keys(ENABLED);
  const { items, nextPageToken } = page(all, request, 50);
  return { services: items.map((id) => enabledService(cloud, id)), nextPageToken };
}

/**
 * What is on already is answered by an operation that is done:
 * https://cloud.google.com/service-usage/docs/reference/rest/v1/services/enable
 */
function enabled(message: string, response: object): object {
  const type = `type.googleapis.com/google.api.serviceusage.v1.${message}`;
  return { name: "operations/noop.DONE_OPERATION", done: true, response: { "@type": type, ...response } };
}

function emulated(id: string): string {
  if (id in ENABLED) return id;
  throw failedPrecondition(`The rehearsal does not emulate ${id}, so it cannot be enabled.`);
}

function enabledService({ projectNumber }: Cloud, id: string): object {
  const title = ENABLED[id];
  if (title === undefined) throw permissionDenied(`Not found or permission denied for service(s): ${id}.`);
  const parent = `projects/${projectNumber}`;
  return { name: `${parent}/services/${id}`, parent, config: { name: id, title }, state: "ENABLED" };
}
