import { createServer, type ServerOptions } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Store } from "../contract.ts";
import type { Route, RoutingContext } from "./exchange.ts";
import { serveRequest } from "./serve-request.ts";
import { serveUpgrade } from "./serve-upgrade.ts";
import { listenOnStablePort } from "./stable-port.ts";

/** A port on 127.0.0.1 that takes the requests of one service or tag. */
export interface Address {
  readonly uri: string;
  /** Takes no new connections; what has begun ends by itself, WebSockets too. Resolves when all has. */
  drain(): Promise<void>;
  /** Breaks off what is left. */
  close(): Promise<void>;
}

/**
 * Time limits are each revision's own: Node's would cut long uploads. A timer for the idle connection and a stream for the body that
 * is not there would be paid for by every request.
 */
const SERVER_OPTIONS: ServerOptions = {
  ...{ requestTimeout: 0, keepAliveTimeout: 0 },
  ...{ noDelay: true, optimizeEmptyRequests: true },
  // An offer of HTTP/2 on a plain request is a request like any other: https://cloud.google.com/run/docs/configuring/http2
  shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() !== "h2c",
};

/** Listens at the port that the name had before. */
export async function openAddress(
  context: RoutingContext & { store: Pick<Store, "get" | "put"> },
  name: string,
  route: Route,
): Promise<Address> {
  const server = createServer(SERVER_OPTIONS);
  let ended: Promise<void> | undefined;
  const answered = (socket: Socket) => {
    if (ended) socket.end();
  };
  server.on("request", (request, response) => serveRequest(context, route, request, response, answered));
  /** Connections that speak another protocol by now; the server no longer knows them. */
  const upgraded = new Set<Duplex>();
  server.on("upgrade", (request, socket, head) => {
    upgraded.add(socket);
    socket.once("close", () => upgraded.delete(socket));
    void serveUpgrade(context, route, request, socket, head);
  });
  const port = await listenOnStablePort(server, context.store, name);
  const drain = () => {
    ended ??= new Promise((resolve) => server.close(() => resolve()));
    return ended;
  };
  return {
    uri: `http://127.0.0.1:${port}`,
    drain,
    async close() {
      const drained = drain();
      server.closeAllConnections();
      for (const socket of upgraded) socket.destroy();
      await drained;
    },
  };
}
