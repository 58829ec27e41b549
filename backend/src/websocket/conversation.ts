import type { Logger } from "pino";
import type { RawData, WebSocket } from "ws";
import type { Principal } from "../auth/tokens.ts";
import { HttpFault } from "../http/http-fault.ts";
import { type ClientMessage, parseClientMessage } from "./client-message.ts";
import { createEvent } from "./events.ts";
import { type MessageActions, routeMessage } from "./message-router.ts";

/** Messages of one socket that may wait for their turn. */
const MAX_PENDING = 32;

/**
 * Takes a socket's messages one after the other, pings at once. A message that cannot be taken is answered
 * with error_occurred and the socket stays; binary data closes it with 1003, flooding with 1008.
 */
export function converse(
  socket: WebSocket,
  principal: Principal,
  actions: MessageActions,
  logger: Logger,
): void {
  let pending = 0;
  let turn = Promise.resolve();
  const send = (event: object) => socket.readyState === socket.OPEN && socket.send(JSON.stringify(event));
  const take = async (message: Exclude<ClientMessage, { type: "ping" }>) => {
    try {
      await routeMessage(principal.id, message, actions);
    } catch (error) {
      const problem = problemOf(error, logger);
      if (problem) send(createEvent("error_occurred", problem));
    } finally {
      pending -= 1;
    }
  };
  socket.on("message", (data: RawData, isBinary: boolean) => {
    if (isBinary) return socket.close(1003, "text messages only");
    const parsed = parseClientMessage(data.toString());
    if ("problem" in parsed) return send(createEvent("error_occurred", { ...parsed.problem }));
    const { message } = parsed;
    if (message.type === "ping") return send({ type: "pong", timestamp: new Date().toISOString() });
    if (pending >= MAX_PENDING) return socket.close(1008, "too many messages at once");
    pending += 1;
    turn = turn.then(() => take(message));
  });
  send(createEvent("status_update", { status: "connected", principal: principal.id }));
}

/** What to tell the client; nothing when the failed run has already announced itself. */
function problemOf(error: unknown, logger: Logger): { code: string; message: string } | undefined {
  if (error instanceof HttpFault) {
    return error.code === "AGENT_FAILED" ? undefined : { code: error.code, message: error.message };
  }
  logger.error({ error }, "A WebSocket message failed");
  return { code: "INTERNAL", message: "The message could not be handled." };
}
