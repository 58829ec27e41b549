import type { RevisionDocument, ServiceDocument } from "../../contract.ts";
import type { Cloud } from "../cloud.ts";
import { locationOf, partsOf, shortName } from "../resource-name.ts";
import { resourceNotFound } from "../run/not-found.ts";

/** The service by the name that v1 gives it, or its configuration or route, which are called the same. */
export function findService({ store }: Cloud, name: string): ServiceDocument {
  const serviceName = `${locationOf(name)}/services/${shortName(name)}`;
  const service = store.get<ServiceDocument>("services", serviceName);
  if (!service) throw resourceNotFound(name, "SERVICE");
  return service;
}

/** The services of a location, or of all where it is `-`; newest first. */
export function servicesIn({ store }: Cloud, parent: string): ServiceDocument[] {
  return store
    .list<ServiceDocument>("services", `${locationPrefix(parent)}`)
    .toSorted((a, b) => b.createTime.localeCompare(a.createTime));
}

/** Revisions stand below the location in v1, below their service in v2: it is the one whose name theirs begins with. */
export function findRevision(cloud: Cloud, name: string): RevisionDocument {
  const id = shortName(name);
  const revision = servicesIn(cloud, locationOf(name))
    .filter((service) => id.startsWith(`${shortName(service.name)}-`))
    .map((service) => cloud.store.get<RevisionDocument>("revisions", `${service.name}/revisions/${id}`))
    .find((found) => found !== undefined);
  if (!revision) throw resourceNotFound(name, "REVISION");
  return revision;
}

/** The revisions of a location, newest first. */
export function revisionsIn({ store }: Cloud, parent: string): RevisionDocument[] {
  return store
    .list<RevisionDocument>("revisions", locationPrefix(parent))
    .toSorted((a, b) => b.createTime.localeCompare(a.createTime) || b.name.localeCompare(a.name));
}

/** The service that a revision belongs to. */
export function serviceOf({ store }: Cloud, revision: RevisionDocument): ServiceDocument | undefined {
  return store.get("services", revision.name.slice(0, revision.name.indexOf("/revisions/")));
}

function locationPrefix(parent: string): string {
  const { projects, locations } = partsOf(parent);
  return locations === "-" ? `projects/${projects}/locations/` : `${parent}/services/`;
}
