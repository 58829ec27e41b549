import { createServer, type Server } from "node:http";
import type { Duplex } from "node:stream";
import type { Store } from "../contract.ts";
import type { Route, RoutingContext } from "./exchange.ts";
import type { ServiceRoutes } from "./routes.ts";
import { serveRequest } from "./serve-request.ts";
import { serveUpgrade } from "./serve-upgrade.ts";
import { listenOnStablePort } from "./stable-port.ts";
import { weightedChoice } from "./weighted-choice.ts";

/** The data path: an address on 127.0.0.1 for each service and each tag. */
export interface Router {
  /** The service's address; it listens from the first call on, and it is the same after a restart. */
  serviceUri(serviceName: string): Promise<string>;
  /** The address of one tag of the service. */
  tagUri(serviceName: string, tag: string): Promise<string>;
  /** Sends requests that arrive from now on to these revisions; addresses of tags that are gone close. */
  setRoutes(serviceName: string, routes: ServiceRoutes): Promise<void>;
  /** Closes all addresses of a service. */
  removeService(serviceName: string): Promise<void>;
  close(): Promise<void>;
}

/** Names of tag addresses begin with it; a service's own name holds no such sign. */
function tagPrefix(serviceName: string): string {
  return `${serviceName}#`;
}

interface Address {
  server: Server;
  uri: string;
  /** Connections that speak another protocol by now; the server no longer knows them. */
  upgraded: Set<Duplex>;
}

/** Creates a router that serves nothing yet. */
export function createRouter(context: RoutingContext & { store: Pick<Store, "get" | "put"> }): Router {
  const routes = new Map<string, ServiceRoutes>();
  const addresses = new Map<string, Promise<Address>>();
  const address = (name: string, route: Route) => {
    const present = addresses.get(name);
    if (present) return present;
    const opened = openAddress(context, name, route);
    addresses.set(name, opened);
    opened.catch(() => addresses.delete(name));
    return opened;
  };
  const closeNamed = async (names: string[]) => {
    await Promise.all(names.map((name) => closeAddress(addresses, name)));
  };
  return {
    async serviceUri(serviceName) {
      const choose = () => weightedChoice(routes.get(serviceName)?.targets ?? [], Math.random())?.backend;
      return (await address(serviceName, { serviceName, choose })).uri;
    },
    async tagUri(serviceName, tag) {
      const choose = () => routes.get(serviceName)?.tags.find((tagged) => tagged.tag === tag)?.backend;
      return (await address(`${tagPrefix(serviceName)}${tag}`, { serviceName, choose })).uri;
    },
    async setRoutes(serviceName, wanted) {
      routes.set(serviceName, wanted);
      const kept = new Set(wanted.tags.map(({ tag }) => `${tagPrefix(serviceName)}${tag}`));
      await closeNamed(
        [...addresses.keys()].filter((name) => name.startsWith(tagPrefix(serviceName)) && !kept.has(name)),
      );
    },
    async removeService(serviceName) {
      routes.delete(serviceName);
      await closeNamed(
        [...addresses.keys()].filter(
          (name) => name === serviceName || name.startsWith(tagPrefix(serviceName)),
        ),
      );
    },
    close: () => closeNamed([...addresses.keys()]),
  };
}

async function openAddress(
  context: RoutingContext & { store: Pick<Store, "get" | "put"> },
  name: string,
  route: Route,
): Promise<Address> {
  // Time limits are each revision's own; Node's would cut long uploads.
  const server = createServer({ requestTimeout: 0, keepAliveTimeout: 60_000 });
  server.on("request", (request, response) => void serveRequest(context, route, request, response));
  const upgraded = new Set<Duplex>();
  server.on("upgrade", (request, socket, head) => {
    upgraded.add(socket);
    socket.once("close", () => upgraded.delete(socket));
    void serveUpgrade(context, route, request, socket, head);
  });
  const port = await listenOnStablePort(server, context.store, name);
  return { server, upgraded, uri: `http://127.0.0.1:${port}` };
}

async function closeAddress(addresses: Map<string, Promise<Address>>, name: string): Promise<void> {
  const address = await addresses.get(name);
  addresses.delete(name);
  if (!address) return;
  const { server, upgraded } = address;
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
    for (const socket of upgraded) socket.destroy();
  });
}
