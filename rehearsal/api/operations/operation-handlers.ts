import type { Cloud, Handler, Handlers } from "../cloud.ts";
import { page } from "../pagination.ts";

const LONGEST_WAIT_SECONDS = 300;

/** google.longrunning.Operations, as Cloud Run and Artifact Registry serve it. */
export function operationHandlers({ operations }: Cloud): Handlers {
  const handlers = {
    "google.longrunning.Operations.GetOperation": ({ name }: { name: string }) => operations.get(name),
    "google.longrunning.Operations.ListOperations": (request: {
      name: string;
      pageSize?: number;
      pageToken?: string;
    }) => {
      const { items, nextPageToken } = page(operations.list(request.name), request);
      return { operations: items, nextPageToken };
    },
    "google.longrunning.Operations.WaitOperation": ({
      name,
      timeout,
    }: {
      name: string;
      timeout?: string;
    }) => {
      const seconds = timeout === undefined ? LONGEST_WAIT_SECONDS : Number.parseFloat(timeout);
      return operations.wait(name, Math.min(seconds, LONGEST_WAIT_SECONDS) * 1000);
    },
    "google.longrunning.Operations.DeleteOperation": ({ name }: { name: string }) => {
      operations.delete(name);
      return {};
    },
  } satisfies Record<string, Handler>;
  return handlers;
}
