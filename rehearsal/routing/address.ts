import { createServer } from "node:net";
import type { Store } from "../contract.ts";
import type { Route, RoutingContext } from "./exchange.ts";
import { createNodeServer } from "./node-server.ts";
import { PlainConnections } from "./relay/plain-connections.ts";
import { listenOnStablePort } from "./stable-port.ts";

/** A port on 127.0.0.1 that takes the requests of one service or tag. */
export interface Address {
  readonly uri: string;
  /** Takes no new connections; what has begun ends by itself, WebSockets too. Resolves when all has. */
  drain(): Promise<void>;
  /** Breaks off what is left. */
  close(): Promise<void>;
}

/** Listens at the port that the name had before. */
export async function openAddress(
  context: RoutingContext & { store: Pick<Store, "get" | "put"> },
  name: string,
  route: Route,
): Promise<Address> {
  const others = createNodeServer(context, route);
  const plain = new PlainConnections({ context, route, handOver: others.take });
  const server = createServer({ noDelay: true }, (socket) => plain.add(socket));
  const port = await listenOnStablePort(server, context.store, name);
  let ended: Promise<void> | undefined;
  const drain = () => {
    ended ??= new Promise((resolve) => server.close(() => resolve()));
    plain.drain();
    others.drain();
    return ended;
  };
  return {
    uri: `http://127.0.0.1:${port}`,
    drain,
    async close() {
      const drained = drain();
      plain.destroy();
      others.destroy();
      await drained;
    },
  };
}
