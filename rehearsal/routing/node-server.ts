import { createServer } from "node:http";
import type { Socket } from "node:net";
import type { Route, RoutingContext } from "./exchange.ts";
import { serveRequest } from "./serve-request.ts";
import { serveUpgrade } from "./serve-upgrade.ts";

/** Node's own HTTP server, for connections that others have accepted. */
export interface NodeServer {
  /** Takes a connection over, with what has been read from it. */
  take(socket: Socket, bytes: Buffer): void;
  /** Closes each connection when its answer has gone, and those without a request now; WebSockets end by themselves. */
  drain(): void;
  destroy(): void;
}

export function createNodeServer(context: RoutingContext, route: Route): NodeServer {
  // Time limits are each revision's own; Node's would cut long uploads.
  const server = createServer({ requestTimeout: 0, keepAliveTimeout: 60_000 });
  /** Each with the number of its requests that are under way; it does not listen, so it keeps no list of its own. */
  const connections = new Map<Socket, number>();
  let isDraining = false;
  server.on("request", (request, response) => {
    const { socket } = request;
    connections.set(socket, (connections.get(socket) ?? 0) + 1);
    response.once("close", () => {
      const left = (connections.get(socket) ?? 1) - 1;
      if (connections.has(socket)) connections.set(socket, left);
      if (isDraining && left === 0) socket.end();
    });
    serveRequest(context, route, request, response);
  });
  server.on("upgrade", (request, socket, head) => {
    connections.set(socket as Socket, 1);
    void serveUpgrade(context, route, request, socket, head);
  });
  return {
    take(socket, bytes) {
      connections.set(socket, 0);
      socket.once("close", () => connections.delete(socket));
      server.emit("connection", socket);
      socket.unshift(bytes);
    },
    drain() {
      isDraining = true;
      for (const [socket, underWay] of connections) if (underWay === 0) socket.end();
    },
    destroy() {
      for (const socket of connections.keys()) socket.destroy();
    },
  };
}
