/** The parts of `projects/P/locations/L/services/S` and `…/revisions/R`. */
export interface ServiceName {
  project: string;
  location: string;
  service: string;
}

/** Parses the full name of a service or of one of its revisions; throws RangeError for anything else. */
export function parseServiceName(name: string): ServiceName {
  const [projects, project, locations, location, services, service] = name.split("/");
  if (projects !== "projects" || locations !== "locations" || services !== "services") {
    throw new RangeError(`"${name}" is not the name of a service`);
  }
  if (!project || !location || !service) throw new RangeError(`"${name}" is not the name of a service`);
  return { project, location, service };
}

/** The last part of a resource name, or of a plain ID. */
export function shortName(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

/** The full name of a revision, given in full or by its ID. */
export function revisionName(serviceName: string, revision: string): string {
  return `${serviceName}/revisions/${shortName(revision)}`;
}

/** The full name of the service that a revision belongs to. */
export function serviceOfRevision(fullRevisionName: string): string {
  return fullRevisionName.slice(0, fullRevisionName.indexOf("/revisions/"));
}
