import type { IncomingMessage } from "node:http";

/** A request as it arrived. */
export interface ArrivedRequest {
  method: string;
  url: string;
  httpVersion: string;
  /** Flat: name, value, … */
  rawHeaders: readonly string[];
  remoteIp: string;
}

/** What Node's own server has read. */
export function arrived({ method, url, httpVersion, rawHeaders, socket }: IncomingMessage): ArrivedRequest {
  const remoteIp = socket.remoteAddress ?? "unknown";
  return { method: method ?? "GET", url: url ?? "/", httpVersion, rawHeaders, remoteIp };
}
