import type { FastifyRequest } from "fastify";
import type { Authenticate } from "../auth/authenticate.ts";
import type { Principal } from "../auth/tokens.ts";

declare module "fastify" {
  interface FastifyRequest {
    principal: Principal | null;
  }
}

/** A hook for routes that are not for everybody. */
export type RequireToken = (request: FastifyRequest) => Promise<void>;

/**
 * Refuses with 401 or notes who it is. As an `onRequest` hook it runs before the body is read or a socket
 * upgraded.
 */
export function createRequireToken(authenticate: Authenticate): RequireToken {
  return async (request) => {
    request.principal = await authenticate(request.headers);
  };
}

/** Who sent the request; only on routes behind {@link createRequireToken}. */
export function principalOf(request: FastifyRequest): Principal {
  if (!request.principal) throw new Error(`${request.routeOptions.url} is not behind requireToken`);
  return request.principal;
}
