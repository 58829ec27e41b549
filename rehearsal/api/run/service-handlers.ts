import type { ServiceDocument } from "../../contract.ts";
import type { Cloud, Handler, Handlers } from "../cloud.ts";
import { alreadyExists, invalidArgument } from "../google-error.ts";
import { applyUpdateMask } from "../messages/update-mask.ts";
import { type PageRequest, page } from "../pagination.ts";
import { locationOf, shortName } from "../resource-name.ts";
import { admitService } from "./admit-service.ts";
import { checkEtag } from "./etag-conflict.ts";
import { resourceNotFound } from "./not-found.ts";
import type { ServiceInput } from "./service-defaults.ts";
import { declaredPart, newService, updatedService } from "./service-document.ts";
import { serviceJson } from "./service-json.ts";

interface CreateRequest {
  parent: string;
  serviceId: string;
  service: ServiceInput;
  validateOnly?: boolean;
}

interface UpdateRequest {
  service: ServiceInput & { name: string };
  updateMask?: string;
  validateOnly?: boolean;
  allowMissing?: boolean;
}

interface DeleteRequest {
  name: string;
  validateOnly?: boolean;
  etag?: string;
}

const METHODS = "google.cloud.run.v2.Services";

/** Cloud Run v2 services: https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services */
export function serviceHandlers(cloud: Cloud): Handlers {
  return {
    [`${METHODS}.CreateService`]: (request: CreateRequest) => createService(cloud, request),
    [`${METHODS}.GetService`]: ({ name }: { name: string }) => serviceJson(existing(cloud, name)),
    [`${METHODS}.ListServices`]: (request: PageRequest & { parent: string }) => listServices(cloud, request),
    [`${METHODS}.UpdateService`]: (request: UpdateRequest) => updateService(cloud, request),
    [`${METHODS}.DeleteService`]: (request: DeleteRequest) => deleteService(cloud, request),
  } satisfies Record<string, Handler>;
}

export async function createService(cloud: Cloud, request: CreateRequest): Promise<object> {
  const { parent, serviceId, validateOnly } = request;
  if (!/^[a-z]([a-z0-9-]*[a-z0-9])?$/.test(serviceId) || serviceId.length >= 50) {
    const description = `Invalid service name '${serviceId}': it must begin with a letter, use only lowercase letters, digits and hyphens, not end with a hyphen, and have fewer than 50 characters.`;
    throw invalidArgument([{ field: "service_id", description }]);
  }
  const name = `${parent}/services/${serviceId}`;
  const declared = admitService(cloud, name, withTemplate(request.service));
  const uri = await cloud.lifecycle.serviceUri(name);
  return cloud.store.transaction(() => {
    if (cloud.store.get("services", name)) throw alreadyExists(`Resource '${serviceId}' already exists.`);
    return accept(cloud, newService(name, declared, uri, change(cloud)), validateOnly);
  });
}

function listServices({ store }: Cloud, request: PageRequest & { parent: string }): object {
  const all = store
    .list<ServiceDocument>("services", `${request.parent}/services/`)
    .toSorted((a, b) => b.createTime.localeCompare(a.createTime));
  const { items, nextPageToken } = page(all, request);
  return { services: items.map((service) => serviceJson(service)), nextPageToken };
}

/** Without a mask the whole declared part is replaced: labels and annotations that the caller leaves out are gone. */
export async function updateService(cloud: Cloud, request: UpdateRequest): Promise<object> {
  const { service, updateMask = "", validateOnly } = request;
  const name = service.name;
  if (request.allowMissing && !cloud.store.get("services", name)) {
    return createService(cloud, {
      parent: locationOf(name),
      serviceId: shortName(name),
      service,
      ...(validateOnly && { validateOnly }),
    });
  }
  return cloud.store.transaction(() => {
    const current = existing(cloud, name);
    checkEtag(current, service.etag);
    const isWhole = updateMask === "" || updateMask === "*";
    const input = isWhole ? service : applyUpdateMask(declaredPart(current), service, updateMask);
    const declared = admitService(cloud, name, withTemplate(input), current);
    return accept(cloud, updatedService(current, declared, change(cloud)), validateOnly);
  });
}

function withTemplate(service: ServiceInput): ServiceInput {
  const { etag: _etag, ...declared } = service;
  if (service.template) return declared as ServiceInput;
  throw invalidArgument([{ field: "service.template", description: "Required field template is not set." }]);
}

/** Stores the service and starts its reconciliation, or only shows what would be stored. */
function accept(cloud: Cloud, service: ServiceDocument, validateOnly: boolean | undefined): object {
  const metadata = serviceJson(service, "typed");
  if (validateOnly)
    return { name: `${locationOf(service.name)}/operations/validate-only`, done: true, response: metadata };
  cloud.store.put("services", service.name, service);
  return cloud.operations.start(locationOf(service.name), "reconcile-service", service.name, metadata);
}

export function deleteService(cloud: Cloud, { name, validateOnly, etag }: DeleteRequest): object {
  const service = existing(cloud, name);
  checkEtag(service, etag);
  const response = serviceJson(service, "typed");
  if (validateOnly) return { name: `${locationOf(name)}/operations/validate-only`, done: true, response };
  return cloud.operations.start(locationOf(name), "delete-service", name, response);
}

function existing({ store }: Cloud, name: string): ServiceDocument {
  const service = store.get<ServiceDocument>("services", name);
  if (!service) throw resourceNotFound(name, "SERVICE");
  return service;
}

function change({ clock, caller }: Cloud): { now: string; caller: string } {
  return { now: clock().toISOString(), caller };
}
