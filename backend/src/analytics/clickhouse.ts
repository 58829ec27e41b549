const PING_TIMEOUT_MS = 2000;
const TLS_PORTS = new Set([443, 8443]);

/** Where ClickHouse's HTTP interface listens: https://clickhouse.com/docs/interfaces/http */
export interface ClickHouseAddress {
  host: string;
  port: number;
}

/**
 * Asks `GET /ping`, which answers `Ok.`; rejects with what was seen instead. TLS on the ports 443 and 8443.
 */
export async function pingClickHouse({ host, port }: ClickHouseAddress): Promise<void> {
  const url = `${TLS_PORTS.has(port) ? "https" : "http"}://${host}:${port}/ping`;
  const response = await fetch(url, { signal: AbortSignal.timeout(PING_TIMEOUT_MS) }).catch(
    (error: Error) => {
      // fetch says only "fetch failed"; the system's error is its cause.
      const reason = error.cause instanceof Error ? error.cause.message : error.message;
      throw new Error(`${url}: ${reason}`, { cause: error });
    },
  );
  const body = (await response.text()).trim();
  if (!response.ok || body !== "Ok.") {
    throw new Error(`${url}: HTTP ${response.status} "${body.slice(0, 40)}" instead of 200 "Ok."`);
  }
}
