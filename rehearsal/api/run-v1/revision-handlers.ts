import type { RevisionDocument, ServiceDocument } from "../../contract.ts";
import type { Cloud, Handler, Handlers } from "../cloud.ts";
import { deleteRevision } from "../run/revision-handlers.ts";
import { revisionToV1 } from "./convert-revision.ts";
import { isDryRun } from "./dry-run.ts";
import { findRevision, revisionsIn, serviceOf, servicesIn } from "./find-resource.ts";
import { type ListRequest, listPage } from "./list-page.ts";
import { successOf } from "./success.ts";
import type { V1Revision, V1Status } from "./v1-types.ts";

const METHODS = "google.cloud.run.v1.Revisions";

/** Cloud Run v1 revisions: https://cloud.google.com/run/docs/reference/rest/v1/namespaces.revisions */
export function revisionHandlers(cloud: Cloud): Handlers {
  return {
    [`${METHODS}.GetRevision`]: ({ name }: { name: string }) => getRevision(cloud, findRevision(cloud, name)),
    [`${METHODS}.ListRevisions`]: (request: ListRequest) => listRevisions(cloud, request),
    [`${METHODS}.DeleteRevision`]: (request: { name: string; dryRun?: string }) => remove(cloud, request),
  } satisfies Record<string, Handler>;
}

function getRevision(cloud: Cloud, revision: RevisionDocument): V1Revision {
  return revisionToV1(revision, serviceOf(cloud, revision), cloud.projectNumber);
}

function listRevisions(cloud: Cloud, request: ListRequest): object {
  const services = new Map<string, ServiceDocument>(
    servicesIn(cloud, request.parent).map((service) => [service.name, service]),
  );
  const all = revisionsIn(cloud, request.parent).map((revision) => {
    const service = services.get(revision.name.slice(0, revision.name.indexOf("/revisions/")));
    return revisionToV1(revision, service, cloud.projectNumber);
  });
  return listPage("Revision", all, request);
}

function remove(cloud: Cloud, request: { name: string; dryRun?: string }): V1Status {
  const revision = findRevision(cloud, request.name);
  deleteRevision(cloud, { name: revision.name, validateOnly: isDryRun(request) });
  return successOf(revision, "revisions");
}
