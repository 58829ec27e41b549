import type { RevisionDocument, ServiceDocument } from "../../contract.ts";
import type { Cloud, Handler, Handlers } from "../cloud.ts";
import { failedPrecondition } from "../google-error.ts";
import { type PageRequest, page, pageBounds, tokenAfter } from "../pagination.ts";
import { locationOf, shortName } from "../resource-name.ts";
import { checkEtag } from "./etag-conflict.ts";
import { resourceNotFound } from "./not-found.ts";
import { revisionJson } from "./service-json.ts";

interface DeleteRequest {
  name: string;
  validateOnly?: boolean;
  etag?: string;
}

const METHODS = "google.cloud.run.v2.Revisions";

/** Cloud Run v2 revisions: https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services.revisions */
export function revisionHandlers(cloud: Cloud): Handlers {
  return {
    [`${METHODS}.GetRevision`]: ({ name }: { name: string }) => revisionJson(existing(cloud, name)),
    [`${METHODS}.ListRevisions`]: (request: PageRequest & { parent: string }) =>
      listRevisions(cloud, request),
    [`${METHODS}.DeleteRevision`]: (request: DeleteRequest) => deleteRevision(cloud, request),
  } satisfies Record<string, Handler>;
}

/** Newest first; `-` as the service stands for all of the location. */
function listRevisions(cloud: Cloud, request: PageRequest & { parent: string }): object {
  const { items, nextPageToken } = request.parent.endsWith("/-")
    ? page(revisionsOfLocation(cloud, request.parent.slice(0, -1)), request)
    : pageOfService(cloud, request);
  return { revisions: items.map((revision) => revisionJson(revision)), nextPageToken };
}

/** A service may have a thousand: https://cloud.google.com/run/quotas */
function pageOfService({ store }: Cloud, request: PageRequest & { parent: string }) {
  const bounds = pageBounds(request);
  // One more than asked for tells whether there is another page.
  const found = store.newest<RevisionDocument>("revisions", `${request.parent}/revisions`, {
    ...bounds,
    limit: bounds.limit + 1,
  });
  const hasMore = found.length > bounds.limit;
  return { items: found.slice(0, bounds.limit), nextPageToken: tokenAfter(bounds, hasMore) };
}

function revisionsOfLocation({ store }: Cloud, prefix: string): RevisionDocument[] {
  return store
    .list<RevisionDocument>("revisions", prefix)
    .toSorted((a, b) => b.createTime.localeCompare(a.createTime) || b.name.localeCompare(a.name));
}

/** Not the latest, not one that traffic goes to: https://cloud.google.com/run/docs/managing/revisions#delete */
export function deleteRevision(cloud: Cloud, { name, validateOnly, etag }: DeleteRequest): object {
  const revision = existing(cloud, name);
  checkEtag(revision, etag);
  const id = shortName(name);
  const service = cloud.store.get<ServiceDocument>("services", name.slice(0, name.indexOf("/revisions/")));
  if (service && shortName(service.latestCreatedRevision ?? "") === id) {
    throw failedPrecondition(
      `Revision '${id}' is the latest created revision of its service and cannot be deleted.`,
    );
  }
  if (service && isRouted(service, id)) {
    throw failedPrecondition(
      `Revision '${id}' is receiving traffic or has a traffic tag and cannot be deleted.`,
    );
  }
  const response = revisionJson(revision, "typed");
  if (validateOnly) return { name: `${locationOf(name)}/operations/validate-only`, done: true, response };
  return cloud.operations.start(locationOf(name), "delete-revision", name, response);
}

function isRouted(
  { traffic = [], trafficStatuses = [], latestReadyRevision = "" }: ServiceDocument,
  id: string,
): boolean {
  return (
    shortName(latestReadyRevision) === id ||
    [...traffic, ...trafficStatuses].some(({ revision }) => shortName(revision ?? "") === id)
  );
}

function existing({ store }: Cloud, name: string): RevisionDocument {
  const revision = store.get<RevisionDocument>("revisions", name);
  if (!revision) throw resourceNotFound(name, "REVISION");
  return revision;
}
