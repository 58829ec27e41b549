import type { IncomingHttpHeaders } from "node:http";
import { HttpFault } from "../http/http-fault.ts";
import type { Principal, Tokens } from "./tokens.ts";

/** Beside the application's own subprotocol a browser, which cannot set headers, may offer `jwt.<token>`. */
export const TOKEN_SUBPROTOCOL_PREFIX = "jwt.";

/** Names the principal of a request, or throws a 401. */
export type Authenticate = (headers: IncomingHttpHeaders) => Promise<Principal>;

/** Checks the token itself and, for users, that the session has not been closed by a logout. */
export function createAuthenticate(
  tokens: Tokens,
  sessions: { isOpen(sessionId: string): Promise<boolean> },
): Authenticate {
  return async (headers) => {
    const token = bearerToken(headers) ?? subprotocolToken(headers);
    if (!token) throw new HttpFault(401, "NO_TOKEN", "A bearer token is needed; get one at /api/auth/login.");
    const principal = await tokens.verify(token).catch((error: unknown) => {
      throw new HttpFault(401, "INVALID_TOKEN", "The token is not valid or has expired.", { cause: error });
    });
    if (principal.sessionId && !(await sessions.isOpen(principal.sessionId))) {
      throw new HttpFault(401, "SESSION_CLOSED", "The session has ended; log in again.");
    }
    return principal;
  };
}

/** The protocols a WebSocket client offers. */
export function offeredSubprotocols(headers: IncomingHttpHeaders): string[] {
  const header = headers["sec-websocket-protocol"];
  return header ? header.split(",").map((protocol) => protocol.trim()) : [];
}

function bearerToken(headers: IncomingHttpHeaders): string | undefined {
  return /^Bearer +(\S+)$/i.exec(headers.authorization ?? "")?.[1];
}

function subprotocolToken(headers: IncomingHttpHeaders): string | undefined {
  const protocol = offeredSubprotocols(headers).find((offer) => offer.startsWith(TOKEN_SUBPROTOCOL_PREFIX));
  return protocol?.slice(TOKEN_SUBPROTOCOL_PREFIX.length);
}
