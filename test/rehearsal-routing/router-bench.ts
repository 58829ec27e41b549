import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer as createHttpServer, type RequestListener } from "node:http";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLogBatch } from "../../rehearsal/revisions/log-batch.ts";
import { createRouter, type Router } from "../../rehearsal/routing/router.ts";
import type { Backend } from "../../rehearsal/routing/routes.ts";
import { createUpstream, destroyUpstream, type Upstream } from "../../rehearsal/routing/upstream.ts";
import { openStore } from "../../rehearsal/store/index.ts";

export const SERVICE = "projects/p/locations/l/services/web";

/** A router with instances on loopback that tests write themselves. */
export class RouterBench {
  readonly router: Router;
  /** Leases taken and not given back. */
  leased = 0;
  readonly #directory = mkdtempSync(join(tmpdir(), "stage-relay-"));
  readonly #store = openStore(join(this.#directory, "store.sqlite"));
  readonly #logs = createLogBatch(this.#store);
  readonly #servers: { server: Server; sockets: Set<Socket>; upstream: Upstream }[] = [];

  constructor() {
    this.router = createRouter({ store: this.#store, logs: this.#logs, policy: { allows: () => true } });
  }

  /** A backend of one instance that answers with Node's server. */
  serve(revision: string, listener: RequestListener): Promise<Backend> {
    return this.#backend(revision, createHttpServer(listener));
  }

  /** A backend of one instance that writes what it likes. */
  serveRaw(revision: string, connected: (socket: Socket) => void): Promise<Backend> {
    return this.#backend(revision, createServer(connected));
  }

  /** All traffic to these backends, in equal parts. */
  async route(...backends: Backend[]): Promise<string> {
    const targets = backends.map((backend) => ({ backend, percent: 100 / backends.length }));
    this.router.setRoutes(SERVICE, { targets, tags: [] });
    return this.router.serviceUri(SERVICE);
  }

  async #backend(revision: string, server: Server): Promise<Backend> {
    const sockets = new Set<Socket>();
    server.on("connection", (socket) => {
      sockets.add(socket.on("error", () => undefined));
      socket.once("close", () => sockets.delete(socket));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const upstream = createUpstream("127.0.0.1", port, randomBytes(32).toString("hex"));
    this.#servers.push({ server, sockets, upstream });
    const release = () => this.leased--;
    return {
      ...{ revision: `${SERVICE}/revisions/${revision}`, timeoutSeconds: 5 },
      acquire: () => {
        this.leased++;
        return { upstream, release, abandon: release };
      },
    };
  }

  /** Connections that the last backend's instance has now. */
  get connectionCount(): number {
    return this.#servers.at(-1)?.sockets.size ?? 0;
  }

  async close(): Promise<void> {
    await this.router.close();
    for (const { server, sockets, upstream } of this.#servers) {
      await destroyUpstream(upstream);
      for (const socket of sockets) socket.destroy();
      server.close();
    }
    this.#logs.close();
    this.#store.close();
    rmSync(this.#directory, { recursive: true });
  }
}

/**
 * Sends bytes over one connection, in pieces 20 ms apart where there are several; resolves with all that came until the condition
 * holds or the other side ends.
 */
export async function exchangeBytes(
  origin: string,
  sent: string | readonly string[],
  isEnough: (received: string) => boolean = () => false,
): Promise<string> {
  const { hostname, port } = new URL(origin);
  const socket = connect(Number(port), hostname);
  for (const [index, piece] of [sent].flat().entries()) {
    setTimeout(() => socket.write(piece), index * 20);
  }
  let received = "";
  for await (const chunk of socket) {
    received += (chunk as Buffer).toString("latin1");
    if (isEnough(received)) break;
  }
  socket.destroy();
  return received;
}

/** Waits for what other turns of the event loop bring about. */
export async function until(condition: () => boolean, what = "it"): Promise<void> {
  const end = Date.now() + 2_000;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`${what}: not within 2 s`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
