import type { Socket } from "node:net";
import type { Route, RoutingContext } from "../exchange.ts";
import { PlainExchange } from "./plain-exchange.ts";
import { readPlainRequest } from "./plain-request.ts";

export interface PlainConnectionsOptions {
  context: RoutingContext;
  route: Route;
  /** Takes a connection over, with what has come of a request that is not plain. */
  handOver(socket: Socket, bytes: Buffer): void;
}

/** So long a connection is kept without a request; what the answers say. */
const IDLE_MS = 60_000;
/** What may come while an answer is on its way, before the client has to wait. */
const MOST_BYTES_AHEAD = 64 * 1024;

/**
 * The connections of clients that have sent nothing but plain requests so far. They are relayed on bare sockets, which takes a
 * third of what Node's own server and a client need; the first request that is not plain goes to that server, and with it the
 * connection for good.
 */
export class PlainConnections {
  readonly #options: PlainConnectionsOptions;
  readonly #connections = new Set<PlainConnection>();
  #isDraining = false;

  constructor(options: PlainConnectionsOptions) {
    this.#options = options;
  }

  add(socket: Socket): void {
    const connection = new PlainConnection(socket, this.#options, () => this.#isDraining);
    this.#connections.add(connection);
    connection.left.then(() => this.#connections.delete(connection));
  }

  /** Closes each connection when its answer has gone, and those without a request now. */
  drain(): void {
    this.#isDraining = true;
    for (const connection of this.#connections) connection.closeIfIdle();
  }

  destroy(): void {
    for (const connection of this.#connections) connection.destroy();
  }
}

class PlainConnection {
  /** Resolves when it has closed or been handed over. */
  readonly left: Promise<void>;
  readonly #socket: Socket;
  readonly #options: PlainConnectionsOptions;
  readonly #isDraining: () => boolean;
  readonly #leave: () => void;
  #exchange: PlainExchange | undefined;
  #ahead: Buffer | undefined;

  constructor(socket: Socket, options: PlainConnectionsOptions, isDraining: () => boolean) {
    this.#socket = socket;
    this.#options = options;
    this.#isDraining = isDraining;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.left = promise;
    this.#leave = resolve;
    socket.on("data", this.#take);
    socket.on("close", this.#closed);
    // The close that follows tells enough.
    socket.on("error", this.#ignore);
    socket.setTimeout(IDLE_MS, this.#idle);
  }

  closeIfIdle(): void {
    if (!this.#exchange) this.#socket.destroy();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  readonly #ignore = (): void => undefined;
  readonly #idle = (): void => this.closeIfIdle();

  readonly #closed = (): void => {
    this.#exchange?.abandon();
    this.#exchange = undefined;
    this.#leave();
  };

  readonly #take = (chunk: Buffer): void => {
    if (!this.#exchange) {
      this.#begin(chunk);
      return;
    }
    this.#ahead = this.#ahead ? Buffer.concat([this.#ahead, chunk]) : chunk;
    if (this.#ahead.length > MOST_BYTES_AHEAD) this.#socket.pause();
  };

  #begin(bytes: Buffer): void {
    const request = readPlainRequest(bytes);
    if (!request) {
      this.#handOver(bytes);
      return;
    }
    const { context, route } = this.#options;
    this.#exchange = new PlainExchange(context, route, this.#socket, request, (after) => {
      this.#exchange = undefined;
      if (after === "close" || this.#isDraining()) this.#socket.end();
      else this.#next();
    });
    this.#exchange.start();
  }

  /** What came ahead is next, once the stack of the answer before has unwound. */
  #next(): void {
    const bytes = this.#ahead;
    if (!bytes) return;
    this.#ahead = undefined;
    this.#socket.resume();
    setImmediate(() => {
      if (!this.#socket.destroyed) this.#take(bytes);
    });
  }

  #handOver(bytes: Buffer): void {
    const socket = this.#socket;
    socket.off("data", this.#take).off("close", this.#closed).off("error", this.#ignore);
    socket.setTimeout(0).off("timeout", this.#idle);
    this.#leave();
    this.#options.handOver(socket, bytes);
  }
}
