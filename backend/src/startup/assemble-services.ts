import type { Redis } from "ioredis";
import type pg from "pg";
import type { Logger } from "pino";
import type { Responder } from "../agents/responder.ts";
import { createAuthenticate } from "../auth/authenticate.ts";
import { Tokens } from "../auth/tokens.ts";
import { EventBus } from "../cache/event-bus.ts";
import { Sessions } from "../cache/sessions.ts";
import { ChatPipeline } from "../chat/chat-pipeline.ts";
import type { Configuration } from "../configuration.ts";
import { createRequireToken, type RequireToken } from "../http/require-token.ts";
import { Connections } from "../websocket/connections.ts";

/** What the service stands on. */
export interface Foundations {
  configuration: Configuration;
  logger: Logger;
  pool: pg.Pool;
  redis: Redis;
  subscriber: Redis;
  responder: Responder;
}

/** All parts of the service, wired. */
export interface Services extends Foundations {
  tokens: Tokens;
  sessions: Sessions;
  bus: EventBus;
  chat: ChatPipeline;
  connections: Connections;
  requireToken: RequireToken;
}

export function assembleServices(foundations: Foundations): Services {
  const { configuration, logger, pool, redis, subscriber, responder } = foundations;
  const { JWT_SECRET_KEY, SERVICE_SECRET, SESSION_TTL_SECONDS } = configuration;
  if (responder.kind === "deterministic") {
    logger.warn("No LLM configuration: answers come from the deterministic responder");
  }
  const tokens = new Tokens(JWT_SECRET_KEY, SERVICE_SECRET, SESSION_TTL_SECONDS);
  const sessions = new Sessions(redis, SESSION_TTL_SECONDS);
  const bus = new EventBus(redis, subscriber, (error) =>
    logger.warn({ error }, "An event did not reach other instances"),
  );
  const chat = new ChatPipeline({
    pool,
    responder,
    logger,
    deliver: (principal, event) => bus.publish({ principal, kind: "event", payload: event }),
  });
  const requireToken = createRequireToken(createAuthenticate(tokens, sessions));
  const connections = new Connections(logger);
  return { ...foundations, tokens, sessions, bus, chat, connections, requireToken };
}
