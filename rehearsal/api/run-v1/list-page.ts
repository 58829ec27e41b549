import { unimplemented } from "../google-error.ts";
import { page } from "../pagination.ts";
import { API_VERSION } from "./convert-service.ts";
import { parseLabelSelector } from "./label-selector.ts";
import type { V1ObjectMeta } from "./v1-types.ts";

/** The query of a v1 list: https://cloud.google.com/run/docs/reference/rest/v1/namespaces.services/list */
export interface ListRequest {
  parent: string;
  labelSelector?: string;
  fieldSelector?: string;
  limit?: number;
  continue?: string;
  watch?: boolean;
}

/**
 * One page of a list of v1 resources; all of them without a limit. Throws UNIMPLEMENTED for `watch` and `fieldSelector`, which
 * Cloud Run does not support either.
 */
export function listPage<T extends { metadata?: V1ObjectMeta }>(
  kind: string,
  all: T[],
  request: ListRequest,
): object {
  if (request.watch) throw unimplemented("watching lists (watch=true)");
  if (request.fieldSelector) throw unimplemented("field selectors");
  const matches = parseLabelSelector(request.labelSelector);
  const { items, nextPageToken } = page(
    all.filter(({ metadata }) => matches(metadata?.labels ?? {})),
    { pageSize: request.limit ?? 0, pageToken: request.continue ?? "" },
    Number.POSITIVE_INFINITY,
  );
  const metadata = nextPageToken === "" ? {} : { continue: nextPageToken };
  return { apiVersion: API_VERSION, kind: `${kind}List`, metadata, items };
}
