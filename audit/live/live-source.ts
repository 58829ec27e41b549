import { ApiRefusal } from "../../release/rest/api-refusal.ts";
import type { RestClient, RestRequest } from "../../release/rest/rest-client.ts";
import type { LiveReading } from "./live-reading.ts";

/** The Google Cloud that is audited. */
export interface LiveSource {
  project: string;
  region: string;
  /** The local cloud's address; the real Google Cloud when left out. */
  apiUrl?: string;
  rest: RestClient;
}

/** The address of an API, such as `run` or `secretmanager`. */
export function apiBase({ apiUrl }: LiveSource, api: string): string {
  return apiUrl ?? `https://${api}.googleapis.com`;
}

/** All items of a list that comes in pages. */
export async function listAll<Item>(
  { rest }: LiveSource,
  url: string,
  itemsOf: (page: Record<string, unknown>) => Item[] | undefined,
): Promise<Item[]> {
  const items: Item[] = [];
  let pageToken: string | undefined;
  do {
    const query = pageToken
      ? `${url.includes("?") ? "&" : "?"}pageToken=${encodeURIComponent(pageToken)}`
      : "";
    const page = await rest<Record<string, unknown> & { nextPageToken?: string }>({
      method: "GET",
      url: `${url}${query}`,
    });
    items.push(...(itemsOf(page) ?? []));
    pageToken = page.nextPageToken || undefined;
  } while (pageToken);
  return items;
}

/** An IAM policy's grants, one by one. https://cloud.google.com/iam/docs/reference/rest/v1/Policy */
export async function grantsIn(
  { rest }: LiveSource,
  request: RestRequest,
): Promise<{ role: string; member: string }[]> {
  const { bindings = [] } = await rest<{ bindings?: { role: string; members?: string[] }[] }>(request);
  return bindings.flatMap(({ role, members = [] }) => members.map((member) => ({ role, member })));
}

/** Reads one kind of resource; a refusal of the API's becomes the reason why its rules are not judged. */
export async function reading(
  type: string,
  read: () => Promise<LiveReading["resources"]>,
): Promise<LiveReading> {
  try {
    return { type, resources: await read() };
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    return { type, resources: [], missing: `it could not be read: ${error.message}` };
  }
}
