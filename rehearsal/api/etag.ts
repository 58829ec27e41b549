import { randomBytes } from "node:crypto";

/** A new etag, opaque and quoted as Cloud Run writes it (RFC 9110, section 8.8.3). */
export function newEtag(): string {
  return `"${randomBytes(12).toString("base64url")}"`;
}
