import { createHash, randomUUID, timingSafeEqual } from "node:crypto";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type pg from "pg";
import * as z from "zod";
import { hashPassword, verifyPassword } from "../auth/passwords.ts";
import type { Tokens } from "../auth/tokens.ts";
import type { EventBus } from "../cache/event-bus.ts";
import type { Sessions } from "../cache/sessions.ts";
import type { Configuration } from "../configuration.ts";
import { addUser, findUser } from "../database/users.ts";
import { HttpFault } from "./http-fault.ts";
import { principalOf, type RequireToken } from "./require-token.ts";

export interface AuthParts {
  configuration: Configuration;
  pool: pg.Pool;
  sessions: Sessions;
  tokens: Tokens;
  bus: EventBus;
  requireToken: RequireToken;
}

const tags = ["login"];
const credentials = z.object({ email: z.email().max(254), password: z.string().min(12).max(200) });
const user = z.object({ id: z.uuid(), email: z.string() });
const login = z.object({
  token: z.string(),
  tokenType: z.literal("Bearer"),
  expiresInSeconds: z.number(),
  user,
});
const clientCredentials = z.object({
  grant_type: z.literal("client_credentials"),
  client_id: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, "a service's name: lower case, digits, hyphens"),
  client_secret: z.string(),
});
const accessToken = z.object({
  access_token: z.string(),
  token_type: z.literal("Bearer"),
  expires_in: z.number(),
});

/**
 * Register, log in, log out; and tokens for other services (OAuth 2.0 client credentials, RFC 6749 section
 * 4.4).
 */
export function authRoutes(parts: AuthParts): FastifyPluginAsyncZod {
  return async (app) => {
    await app.register(userRoutes(parts));
    await app.register(serviceRoutes(parts));
  };
}

function userRoutes({
  configuration,
  pool,
  sessions,
  tokens,
  bus,
  requireToken,
}: AuthParts): FastifyPluginAsyncZod {
  return async (app) => {
    const registration = {
      summary: "Register a user",
      tags,
      body: credentials,
      response: { 201: z.object({ user }) },
    };
    app.post("/register", { schema: registration }, async ({ body }, reply) => {
      const added = await addUser(pool, body.email, await hashPassword(body.password));
      if (!added) throw new HttpFault(409, "EMAIL_TAKEN", "This address is registered already.");
      return reply.code(201).send({ user: added });
    });

    const entry = { summary: "Log in", tags, body: credentials, response: { 200: login } };
    app.post("/login", { schema: entry }, async ({ body }) => {
      const found = await findUser(pool, body.email);
      if (!(await verifyPassword(body.password, found?.passwordHash)) || !found) {
        throw new HttpFault(401, "INVALID_CREDENTIALS", "Address or password is wrong.");
      }
      const sessionId = randomUUID();
      await sessions.open(sessionId, `user:${found.id}`);
      const token = await tokens.forUser(found.id, sessionId);
      const expiresInSeconds = configuration.SESSION_TTL_SECONDS;
      return {
        token,
        tokenType: "Bearer" as const,
        expiresInSeconds,
        user: { id: found.id, email: found.email },
      };
    });

    const exit = {
      summary: "Log out; open sockets of the session are closed",
      tags,
      security: [{ token: [] }],
    };
    app.post("/logout", { schema: exit, onRequest: requireToken }, async (request, reply) => {
      const { id: principal, sessionId } = principalOf(request);
      if (!sessionId) throw new HttpFault(400, "NO_SESSION", "A service has no session to log out of.");
      await sessions.close(sessionId);
      bus.publish({ principal, kind: "session-closed", payload: { sessionId } });
      return reply.code(204).send();
    });
  };
}

function serviceRoutes({ configuration, tokens }: AuthParts): FastifyPluginAsyncZod {
  return async (app) => {
    const schema = {
      summary: "A token for another service (client credentials)",
      tags,
      body: clientCredentials,
      response: { 200: accessToken },
    };
    app.post("/token", { schema }, async ({ body }) => {
      if (!equalSecrets(body.client_secret, configuration.OAUTH_CLIENT_SECRET)) {
        throw new HttpFault(401, "INVALID_CLIENT", "The client secret is wrong.");
      }
      const { token, expiresInSeconds } = await tokens.forService(body.client_id);
      return { access_token: token, token_type: "Bearer" as const, expires_in: expiresInSeconds };
    });
  };
}

/** Compares digests, so that neither content nor length shows in the time taken. */
function equalSecrets(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
