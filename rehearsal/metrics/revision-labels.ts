import { parseServiceName, serviceOfRevision, shortName } from "../revisions/resource-name.ts";

/** The labels of the monitored resource `cloud_run_revision`, for a revision's full name. */
export function revisionLabels(revision: string): Record<string, string> {
  const { project, location, service } = parseServiceName(serviceOfRevision(revision));
  return {
    project_id: project,
    location,
    service_name: service,
    revision_name: shortName(revision),
    configuration_name: service,
  };
}
