import websocket from "@fastify/websocket";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import { offeredSubprotocols } from "../auth/authenticate.ts";
import { HttpFault } from "../http/http-fault.ts";
import { principalOf, type RequireToken } from "../http/require-token.ts";
import type { Connections } from "./connections.ts";
import { converse } from "./conversation.ts";
import type { MessageActions } from "./message-router.ts";

/** The application's subprotocol; the one that is ever selected, so that a token is never echoed. */
export const SUBPROTOCOL = "netra.v1";
const MAX_MESSAGE_BYTES = 1024 * 1024;

export interface WebSocketParts {
  connections: Connections;
  actions: MessageActions;
  requireToken: RequireToken;
  logger: Logger;
}

/** `GET /ws`: refused with 401 before the upgrade when unauthenticated, 426 when it is not an upgrade. */
export async function registerWebSocket(app: FastifyInstance, parts: WebSocketParts): Promise<void> {
  const { connections, actions, requireToken, logger } = parts;
  await app.register(websocket, {
    options: {
      maxPayload: MAX_MESSAGE_BYTES,
      handleProtocols: (offered: Set<string>) => offered.has(SUBPROTOCOL) && SUBPROTOCOL,
    },
    errorHandler: (error, socket) => {
      logger.warn({ error: error.message }, "WebSocket error");
      // One that ws is closing tells the client why with its last frame, which breaking it off here would lose.
      if (socket.readyState === socket.OPEN) socket.terminate();
    },
    preClose: (done) => {
      connections.closeAll().then(() => done(), done);
    },
  });
  app.route({
    method: "GET",
    url: "/ws",
    schema: {
      summary: "WebSocket: agents' events as they happen",
      description: `Subprotocol ${SUBPROTOCOL}; the token as Authorization header or subprotocol jwt.<token>.`,
      tags: ["chat"],
      security: [{ token: [] }],
    },
    onRequest: [
      requireToken,
      async ({ headers }) => {
        const offered = offeredSubprotocols(headers);
        if (offered.length > 0 && !offered.includes(SUBPROTOCOL)) {
          throw new HttpFault(400, "UNKNOWN_SUBPROTOCOL", `Offer the subprotocol ${SUBPROTOCOL}.`);
        }
      },
    ],
    handler: async (_request, reply) => {
      reply.header("upgrade", "websocket");
      throw new HttpFault(426, "UPGRADE_REQUIRED", "This is a WebSocket endpoint.");
    },
    wsHandler: (socket, request) => {
      const principal = principalOf(request);
      connections.add(socket, principal);
      converse(socket, principal, actions, logger);
    },
  });
}
