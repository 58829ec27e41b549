import type { Store } from "../contract.ts";
import { type Address, openAddress } from "./address.ts";
import type { Route, RoutingContext } from "./exchange.ts";
import type { Backend, ServiceRoutes } from "./routes.ts";
import { type TrafficSplit, trafficSplit } from "./traffic-split.ts";

/** The data path: an address on 127.0.0.1 for each service and each tag. */
export interface Router {
  /** The service's address; it listens from the first call on, and it is the same after a restart. */
  serviceUri(serviceName: string): Promise<string>;
  /** The address of one tag of the service. */
  tagUri(serviceName: string, tag: string): Promise<string>;
  /**
   * Sends requests that arrive from now on to these revisions; those under way stay where they are. Addresses of tags that are
   * gone take no new connections.
   */
  setRoutes(serviceName: string, routes: ServiceRoutes): void;
  /** Closes all addresses of a service. */
  removeService(serviceName: string): Promise<void>;
  close(): Promise<void>;
}

/** Names of tag addresses begin with it; a service's own name holds no such sign. */
function tagPrefix(serviceName: string): string {
  return `${serviceName}#`;
}

interface CurrentRoutes {
  split: TrafficSplit;
  tags: ReadonlyMap<string, Backend>;
}

/** Creates a router that serves nothing yet. */
export function createRouter(context: RoutingContext & { store: Pick<Store, "get" | "put"> }): Router {
  const routes = new Map<string, CurrentRoutes>();
  const addresses = new Map<string, Promise<Address>>();
  const draining = new Set<Address>();
  const address = (name: string, route: Route) => {
    const present = addresses.get(name);
    if (present) return present;
    const opened = openAddress(context, name, route);
    addresses.set(name, opened);
    opened.catch(() => addresses.delete(name));
    return opened;
  };
  const take = (chosen: (name: string) => boolean) =>
    [...addresses].flatMap(([name, opened]) => {
      if (!chosen(name)) return [];
      addresses.delete(name);
      return [opened];
    });
  const drain = async (opened: Promise<Address>) => {
    const gone = await opened;
    draining.add(gone);
    await gone.drain();
    draining.delete(gone);
  };
  const closeAll = async (opened: (Address | Promise<Address>)[]) => {
    await Promise.all(opened.map(async (one) => (await one).close()));
  };
  return {
    async serviceUri(serviceName) {
      const choose: Route["choose"] = (session) => routes.get(serviceName)?.split.choose(session);
      return (await address(serviceName, { serviceName, choose })).uri;
    },
    async tagUri(serviceName, tag) {
      const choose: Route["choose"] = (session) => {
        const backend = routes.get(serviceName)?.tags.get(tag);
        return backend && { backend, draw: session?.draw ?? Math.random() };
      };
      return (await address(`${tagPrefix(serviceName)}${tag}`, { serviceName, choose })).uri;
    },
    setRoutes(serviceName, { targets, tags }) {
      routes.set(serviceName, {
        split: trafficSplit(targets),
        tags: new Map(tags.map(({ tag, backend }) => [tag, backend])),
      });
      const kept = new Set(tags.map(({ tag }) => `${tagPrefix(serviceName)}${tag}`));
      for (const gone of take((name) => name.startsWith(tagPrefix(serviceName)) && !kept.has(name))) {
        void drain(gone);
      }
    },
    async removeService(serviceName) {
      routes.delete(serviceName);
      await closeAll(take((name) => name === serviceName || name.startsWith(tagPrefix(serviceName))));
    },
    close: () => closeAll([...take(() => true), ...draining]),
  };
}
