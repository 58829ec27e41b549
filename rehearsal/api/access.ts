import { createHash, timingSafeEqual } from "node:crypto";
import { ApiError } from "../contract.ts";

const EXPECTED =
  "Expected OAuth 2 access token, login cookie or other valid authentication credential. " +
  "See https://developers.google.com/identity/sign-in/web/devconsole-project.";

/**
 * Throws 401 UNAUTHENTICATED unless the Authorization header carries the rehearsal's access token; compared in constant time.
 * https://cloud.google.com/docs/authentication/rest
 */
export function checkAccess(authorization: string | undefined, accessToken: string): void {
  const token = /^Bearer +(\S+) *$/i.exec(authorization ?? "")?.[1];
  if (token === undefined) {
    throw unauthenticated(
      `Request is missing required authentication credential. ${EXPECTED}`,
      "CREDENTIALS_MISSING",
    );
  }
  if (!timingSafeEqual(digest(token), digest(accessToken))) {
    throw unauthenticated(
      `Request had invalid authentication credentials. ${EXPECTED}`,
      "ACCESS_TOKEN_INVALID",
    );
  }
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function unauthenticated(message: string, reason: string): ApiError {
  return new ApiError(401, "UNAUTHENTICATED", message, [
    { "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason, domain: "googleapis.com" },
  ]);
}
