import { invalidArgument } from "./google-error.ts";

export interface PageRequest {
  pageSize?: number;
  pageToken?: string;
}

/** Where a page begins in the whole list, and how many it may have. */
export interface PageBounds {
  offset: number;
  limit: number;
}

/** What a page is called for. Throws INVALID_ARGUMENT for a negative size or a token that is not ours. */
export function pageBounds({ pageSize = 0, pageToken = "" }: PageRequest, defaultSize = 100): PageBounds {
  if (pageSize < 0)
    throw invalidArgument([{ field: "page_size", description: "page_size must not be negative." }]);
  return { offset: pageToken === "" ? 0 : offsetOf(pageToken), limit: pageSize || defaultSize };
}

/** The token of the page after this one; empty after the last. */
export function tokenAfter({ offset, limit }: PageBounds, hasMore: boolean): string {
  return hasMore ? tokenOf(offset + limit) : "";
}

/** One page of a list, and the token of the next: https://google.aip.dev/158. Fails like {@link pageBounds}. */
export function page<T>(
  all: T[],
  request: PageRequest,
  defaultSize = 100,
): { items: T[]; nextPageToken: string } {
  const bounds = pageBounds(request, defaultSize);
  const end = bounds.offset + bounds.limit;
  return { items: all.slice(bounds.offset, end), nextPageToken: tokenAfter(bounds, end < all.length) };
}

function tokenOf(offset: number): string {
  return Buffer.from(`offset:${offset}`).toString("base64url");
}

function offsetOf(token: string): number {
  const found = /^offset:(\d+)$/.exec(Buffer.from(token, "base64url").toString());
  if (!found) throw invalidArgument([{ field: "page_token", description: "The page token is invalid." }]);
  return Number(found[1]);
}
