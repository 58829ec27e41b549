import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLogBatch } from "../../rehearsal/revisions/log-batch.ts";
import { createRouter, type Router } from "../../rehearsal/routing/router.ts";
import type { Backend } from "../../rehearsal/routing/routes.ts";
import { createUpstream, type Upstream } from "../../rehearsal/routing/upstream.ts";
import { openStore } from "../../rehearsal/store/index.ts";

export const SERVICE = "projects/p/locations/l/services/web";

/** A router in front of instances that are servers on loopback. */
export class RoutedInstances {
  readonly router: Router;
  /** What the router has counted. */
  readonly measured: { revision: string; status: number; latencyMs: number }[] = [];
  readonly #directory = mkdtempSync(join(tmpdir(), "stage-routed-"));
  readonly #store = openStore(join(this.#directory, "store.sqlite"));
  readonly #logs = createLogBatch(this.#store);
  readonly #instances: { server: Server; upstream: Upstream }[] = [];

  constructor() {
    this.router = createRouter({
      store: this.#store,
      logs: this.#logs,
      metrics: {
        record: (revision, status, latencyMs) => this.measured.push({ revision, status, latencyMs }),
      },
      policy: { allows: () => true },
    });
  }

  /** A revision of one instance. */
  async serve(revision: string, listener: RequestListener): Promise<Backend> {
    const server = createServer(listener);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const upstream = createUpstream("127.0.0.1", port, randomBytes(32).toString("hex"));
    this.#instances.push({ server, upstream });
    const lease = { upstream, release: () => undefined, abandon: () => undefined };
    return { revision: `${SERVICE}/revisions/${revision}`, timeoutSeconds: 5, acquire: () => lease };
  }

  /** All traffic to these revisions, in equal parts. */
  async route(...backends: Backend[]): Promise<string> {
    const targets = backends.map((backend) => ({ backend, percent: 100 / backends.length }));
    this.router.setRoutes(SERVICE, { targets, tags: [] });
    return this.router.serviceUri(SERVICE);
  }

  async close(): Promise<void> {
    await this.router.close();
    for (const { server, upstream } of this.#instances) {
      await upstream.client.destroy();
      server.closeAllConnections();
      server.close();
    }
    this.#logs.close();
    this.#store.close();
    rmSync(this.#directory, { recursive: true });
  }
}
