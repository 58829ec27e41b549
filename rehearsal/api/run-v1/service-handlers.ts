import type { ServiceDocument } from "../../contract.ts";
import type { Cloud, Handler, Handlers } from "../cloud.ts";
import { aborted, type FieldViolation, invalidArgument } from "../google-error.ts";
import { permissionHandlers, policyHandlers } from "../iam/policy-handlers.ts";
import { shortName } from "../resource-name.ts";
import type { ServiceInput } from "../run/service-defaults.ts";
import { createService, deleteService, updateService } from "../run/service-handlers.ts";
import { serviceFromV1, serviceToV1 } from "./convert-service.ts";
import { isDryRun } from "./dry-run.ts";
import { findService, servicesIn } from "./find-resource.ts";
import { type ListRequest, listPage } from "./list-page.ts";
import { etagOf, resourceVersionOf } from "./object-meta.ts";
import { OPERATION_ID } from "./service-annotations.ts";
import { successOf } from "./success.ts";
import type { V1Service, V1Status } from "./v1-types.ts";

interface WriteRequest {
  service?: V1Service;
  dryRun?: string;
}

const METHODS = "google.cloud.run.v1.Services";

/** Cloud Run v1 services: https://cloud.google.com/run/docs/reference/rest/v1/namespaces.services */
export function serviceHandlers(cloud: Cloud): Handlers {
  const nameOf = (resource: string) => findService(cloud, resource).name;
  return {
    [`${METHODS}.GetService`]: ({ name }: { name: string }) =>
      serviceToV1(findService(cloud, name), cloud.projectNumber),
    [`${METHODS}.ListServices`]: (request: ListRequest) => listServices(cloud, request),
    [`${METHODS}.CreateService`]: (request: WriteRequest & { parent: string }) => create(cloud, request),
    [`${METHODS}.ReplaceService`]: (request: WriteRequest & { name: string }) => replace(cloud, request),
    [`${METHODS}.DeleteService`]: (request: { name: string; dryRun?: string }) => remove(cloud, request),
    ...policyHandlers(cloud, METHODS, nameOf),
    ...permissionHandlers(METHODS, nameOf),
  } satisfies Record<string, Handler>;
}

function listServices(cloud: Cloud, request: ListRequest): object {
  const all = servicesIn(cloud, request.parent).map((service) => serviceToV1(service, cloud.projectNumber));
  return listPage("Service", all, request);
}

async function create(cloud: Cloud, request: WriteRequest & { parent: string }): Promise<V1Service> {
  const { parent, service = {} } = request;
  const serviceId = service.metadata?.name ?? "";
  const declared = declaredBy(cloud, service, undefined, serviceId);
  const validateOnly = isDryRun(request);
  const operation = await createService(cloud, { parent, serviceId, service: declared, validateOnly });
  return answer(cloud, operation);
}

/** The whole service is replaced. A resourceVersion that is not the present one is a conflict. */
async function replace(cloud: Cloud, request: WriteRequest & { name: string }): Promise<V1Service> {
  const { name, service: v1 = {} } = request;
  const current = findService(cloud, name);
  const resourceVersion = v1.metadata?.resourceVersion;
  checkVersion(current, resourceVersion);
  const declared = declaredBy(cloud, v1, current, shortName(name));
  const service = { ...declared, name, ...(resourceVersion && { etag: etagOf(resourceVersion) }) };
  return answer(cloud, await updateService(cloud, { service, validateOnly: isDryRun(request) }));
}

function remove(cloud: Cloud, request: { name: string; dryRun?: string }): V1Status {
  const service = findService(cloud, request.name);
  deleteService(cloud, { name: request.name, validateOnly: isDryRun(request) });
  return successOf(service, "services");
}

function declaredBy(
  { project, projectNumber }: Cloud,
  v1: V1Service,
  current: ServiceDocument | undefined,
  serviceId: string,
): ServiceInput {
  const violations: FieldViolation[] = [];
  const violate = (field: string, description: string) => void violations.push({ field, description });
  const { name, namespace } = v1.metadata ?? {};
  if (name !== serviceId) violate("service.metadata.name", `metadata.name must be '${serviceId}'.`);
  if (namespace !== undefined && namespace !== project && namespace !== projectNumber) {
    violate("service.metadata.namespace", `metadata.namespace must be the project, '${project}'.`);
  }
  if (!v1.spec?.template) violate("service.spec.template", "Required field template is not set.");
  const service = serviceFromV1(v1, current, violate);
  if (violations.length > 0) throw invalidArgument(violations);
  return service;
}

function checkVersion({ name, etag }: ServiceDocument, resourceVersion: string | undefined): void {
  const current = resourceVersionOf(etag);
  if (!resourceVersion || resourceVersion === current) return;
  throw aborted(
    `Conflict for resource '${shortName(name)}': version '${resourceVersion}' was specified but current version is '${current}'.`,
  );
}

/** The service as it has just been stored, with the operation that brings it about. */
function answer({ projectNumber }: Cloud, operation: object): V1Service {
  const { name, metadata, response, done } = operation as {
    name: string;
    done?: boolean;
    metadata?: ServiceDocument;
    response?: ServiceDocument;
  };
  const { "@type": _type, ...service } = (done ? response : metadata) as ServiceDocument & {
    "@type": string;
  };
  const v1 = serviceToV1(service, projectNumber);
  if (done) return v1;
  const annotations = { ...v1.metadata?.annotations, [OPERATION_ID]: shortName(name) };
  return { ...v1, metadata: { ...v1.metadata, annotations } };
}
