import type { OperationDocument, RevisionDocument, ServiceDocument } from "./cloud-run-documents.ts";
import { liveRevision, liveService } from "./live-documents.ts";
import type { CloudRun, ServiceChange } from "./live-service.ts";
import { ApiRefusal } from "./rest/api-refusal.ts";
import type { RestClient } from "./rest/rest-client.ts";

/** Below the 300 s at which Cloud Run answers a wait in any case. */
const WAIT_SECONDS = 60;

/**
 * Cloud Run's Admin API v2.
 *
 * @param baseUrl such as `https://run.googleapis.com`, without a slash at its end.
 */
export function createCloudRun(rest: RestClient, baseUrl: string): CloudRun {
  const at = (path: string) => `${baseUrl}/v2/${path}`;
  const pages = (serviceName: string, pageSize: number) => revisionPages(rest, at(serviceName), pageSize);
  return {
    async service(serviceName) {
      const found = await orNotFound(rest<ServiceDocument>({ method: "GET", url: at(serviceName) }));
      return found && liveService(found);
    },
    async revision(serviceName, revision) {
      const url = at(`${serviceName}/revisions/${revision}`);
      const found = await orNotFound(rest<RevisionDocument>({ method: "GET", url }));
      return found && liveRevision(found);
    },
    revisionPages: pages,
    async revisions(serviceName) {
      const all = [];
      for await (const page of pages(serviceName, 0)) all.push(...page);
      return all.sort((one, other) => other.createdAt.getTime() - one.createdAt.getTime());
    },
    async change(serviceName, change) {
      const updateMask = Object.keys(bodyOf(change)).join(",");
      const body = { ...bodyOf(change), etag: change.etag };
      const url = `${at(serviceName)}?updateMask=${updateMask}`;
      return finished(rest, at, await rest<OperationDocument>({ method: "PATCH", url, body }));
    },
  };
}

function bodyOf({ traffic, annotations }: ServiceChange): object {
  return { ...(traffic ? { traffic } : {}), annotations };
}

/** https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.operations/wait */
async function finished(
  rest: RestClient,
  at: (path: string) => string,
  operation: OperationDocument,
): Promise<{ error?: string }> {
  let last = operation;
  while (!last.done) {
    last = await rest<OperationDocument>({
      method: "POST",
      url: `${at(operation.name)}:wait`,
      body: { timeout: `${WAIT_SECONDS}s` },
      timeoutMilliseconds: (WAIT_SECONDS + 15) * 1000,
    });
  }
  return last.error ? { error: last.error.message ?? `code ${last.error.code}` } : {};
}

async function* revisionPages(rest: RestClient, serviceUrl: string, pageSize: number) {
  let pageToken = "";
  do {
    const query = new URLSearchParams({
      ...(pageSize > 0 ? { pageSize: String(pageSize) } : {}),
      ...(pageToken ? { pageToken } : {}),
    });
    const url = `${serviceUrl}/revisions?${query}`;
    const page = await orNotFound(
      rest<{ revisions?: RevisionDocument[]; nextPageToken?: string }>({ method: "GET", url }),
    );
    yield (page?.revisions ?? []).map(liveRevision);
    pageToken = page?.nextPageToken ?? "";
  } while (pageToken !== "");
}

async function orNotFound<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ApiRefusal && error.httpStatus === 404) return undefined;
    throw error;
  }
}
