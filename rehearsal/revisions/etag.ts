import { createHash } from "node:crypto";

/** A fingerprint over everything in the document but its etag, quoted as Google's are. */
export function withEtag<T extends { etag: string }>(document: T): T {
  const { etag: _previous, ...rest } = document;
  const digest = createHash("sha256").update(JSON.stringify(rest)).digest("base64url").slice(0, 22);
  return { ...document, etag: `"${digest}"` };
}
