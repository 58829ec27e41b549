const PING_TIMEOUT_MS = 2000;
const TLS_PORTS = new Set([443, 8443]);

/** Where ClickHouse's HTTP interface listens: https://clickhouse.com/docs/interfaces/http */
export interface ClickHouseAddress {
  host: string;
  port: number;
}

/** Asks `GET /ping`, which answers `Ok.`; rejects with what was seen instead. TLS on the ports 443 and 8443. */
export async function pingClickHouse({ host, port }: ClickHouseAddress): Promise<void> {
  const url = `${TLS_PORTS.has(port) ? "https" : "http"}://${host}:${port}/ping`;
  let response: Response;
  try {
    response = await fetch(url, { signal: AbortSignal.timeout(PING_TIMEOUT_MS) });
  } catch (error) {
    throw new Error(`${url}: ${reasonOf(error)}`, { cause: error });
  }
  const text = (await response.text()).trim();
  if (!response.ok || text !== "Ok.") {
    throw new Error(`${url}: HTTP ${response.status} instead of 200 "Ok."`);
  }
}

/** `fetch` hides the system's error in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
