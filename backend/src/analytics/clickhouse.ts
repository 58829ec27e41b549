import { get as getPlain, type IncomingMessage } from "node:http";
import { get as getTls } from "node:https";
import { text } from "node:stream/consumers";

const PING_TIMEOUT_MS = 2000;
const TLS_PORTS = new Set([443, 8443]);

/** Where ClickHouse's HTTP interface listens: https://clickhouse.com/docs/interfaces/http */
export interface ClickHouseAddress {
  host: string;
  port: number;
}

/** Asks `GET /ping`, which answers `Ok.`; rejects with what was seen instead. TLS on the ports 443 and 8443. */
export async function pingClickHouse(address: ClickHouseAddress): Promise<void> {
  const response = await requestPing(address);
  const body = (await text(response)).trim();
  if (response.statusCode !== 200 || body !== "Ok.") {
    throw new Error(`HTTP ${response.statusCode} from ${address.host}:${address.port} instead of 200 "Ok."`);
  }
}

function requestPing({ host, port }: ClickHouseAddress): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const get = TLS_PORTS.has(port) ? getTls : getPlain;
    const request = get({ host, port, path: "/ping", timeout: PING_TIMEOUT_MS }, resolve);
    request.on("error", reject);
    request.on("timeout", () =>
      request.destroy(new Error(`no answer from ${host}:${port} in ${PING_TIMEOUT_MS} ms`)),
    );
  });
}
