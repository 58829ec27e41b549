import { invalidArgument } from "./google-error.ts";

export interface PageRequest {
  pageSize?: number;
  pageToken?: string;
}

/**
 * One page of a list, and the token of the next (empty after the last): https://google.aip.dev/158.
 * Throws INVALID_ARGUMENT for a negative size or a token that is not ours.
 */
export function page<T>(
  all: T[],
  request: PageRequest,
  defaultSize = 100,
): { items: T[]; nextPageToken: string } {
  const { pageSize = 0, pageToken = "" } = request;
  if (pageSize < 0)
    throw invalidArgument([{ field: "page_size", description: "page_size must not be negative." }]);
  const start = pageToken === "" ? 0 : offsetOf(pageToken);
  const end = start + (pageSize === 0 ? defaultSize : pageSize);
  return { items: all.slice(start, end), nextPageToken: end < all.length ? tokenOf(end) : "" };
}

function tokenOf(offset: number): string {
  return Buffer.from(`offset:${offset}`).toString("base64url");
}

function offsetOf(token: string): number {
  const found = /^offset:(\d+)$/.exec(Buffer.from(token, "base64url").toString());
  if (!found) throw invalidArgument([{ field: "page_token", description: "The page token is invalid." }]);
  return Number(found[1]);
}
