import { Pool } from "undici";
import { InstanceConnections } from "./relay/instance-connections.ts";

/** Connections to one instance. */
export interface Upstream {
  host: string;
  port: number;
  instanceId: string;
  /** For plain requests. */
  connections: InstanceConnections;
  /** For all others. */
  client: Pool;
}

/** Opens no connection yet. Time limits are the router's, per request. */
export function createUpstream(host: string, port: number, instanceId: string): Upstream {
  const client = new Pool(`http://${host}:${port}`, { pipelining: 1, headersTimeout: 0, bodyTimeout: 0 });
  return { host, port, instanceId, client, connections: new InstanceConnections(host, port) };
}

/** Breaks every connection off. */
export async function destroyUpstream({ client, connections }: Upstream): Promise<void> {
  connections.destroy();
  await client.destroy();
}
