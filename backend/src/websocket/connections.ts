import type { Logger } from "pino";
import type { WebSocket } from "ws";
import type { Principal } from "../auth/tokens.ts";
import type { ServerEvent } from "./events.ts";

/** A peer that lets this much pile up has stopped reading. */
const MAX_BUFFERED_BYTES = 1024 * 1024;
const CLOSE_GRACE_MS = 2000;

interface Connection {
  socket: WebSocket;
  principal: Principal;
  /** Whether a pong (or the opening) was seen since the last sweep. */
  alive: boolean;
}

/** The open sockets of this instance. Events go to a principal's own sockets and to nobody else's. */
export class Connections {
  readonly #connections = new Set<Connection>();
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  get size(): number {
    return this.#connections.size;
  }

  add(socket: WebSocket, principal: Principal): void {
    const connection: Connection = { socket, principal, alive: true };
    this.#connections.add(connection);
    socket.on("pong", () => {
      connection.alive = true;
    });
    socket.once("close", (code: number) => {
      this.#connections.delete(connection);
      this.#logger.info({ principal: principal.id, code, open: this.size }, "WebSocket closed");
    });
  }

  deliver(principalId: string, event: ServerEvent | Record<string, unknown>): void {
    const text = JSON.stringify(event);
    for (const { socket } of this.#of((principal) => principal.id === principalId)) {
      if (socket.bufferedAmount > MAX_BUFFERED_BYTES) socket.terminate();
      else socket.send(text);
    }
  }

  /** Ends the sockets of a session that was logged out: 1008, policy violation. */
  closeSession(sessionId: string): void {
    for (const { socket } of this.#of((principal) => principal.sessionId === sessionId)) {
      socket.close(1008, "session closed");
    }
  }

  /**
   * One heartbeat: drops sockets that left the last ping unanswered, ends those whose token expired, pings
   * the rest.
   */
  sweep(nowSeconds: number): void {
    for (const connection of this.#connections) {
      if (!connection.alive) {
        this.#logger.info({ principal: connection.principal.id }, "WebSocket without heartbeat dropped");
        connection.socket.terminate();
      } else if (connection.principal.expiresAt <= nowSeconds) {
        connection.socket.close(1008, "token expired");
      } else {
        connection.alive = false;
        connection.socket.ping();
      }
    }
  }

  /** Says 1001, going away, to everybody; who has not closed within two seconds is dropped. */
  async closeAll(): Promise<void> {
    const closed = [...this.#connections].map(({ socket }) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      socket.once("close", () => resolve());
      socket.close(1001, "server is shutting down");
      return promise;
    });
    const grace = setTimeout(() => {
      for (const { socket } of this.#connections) socket.terminate();
    }, CLOSE_GRACE_MS);
    await Promise.all(closed);
    clearTimeout(grace);
  }

  #of(belongs: (principal: Principal) => boolean): Connection[] {
    return [...this.#connections].filter(({ principal }) => belongs(principal));
  }
}
