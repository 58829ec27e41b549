import { Pool } from "undici";

/** Connections to one instance. */
export interface Upstream {
  host: string;
  port: number;
  instanceId: string;
  client: Pool;
}

/** Opens no connection yet. Time limits are the router's, per request. */
export function createUpstream(host: string, port: number, instanceId: string): Upstream {
  const client = new Pool(`http://${host}:${port}`, { pipelining: 1, headersTimeout: 0, bodyTimeout: 0 });
  return { host, port, instanceId, client };
}
