import { get } from "node:http";
import { connect } from "node:net";
import type { Check } from "./startup-plan.ts";

/** What one try saw: `undefined` when it passed, otherwise what was wrong, in words. */
export type ProbeResult = string | undefined;

/** Tries once. Never rejects. HTTP passes with a status from 200 to 399, as in Cloud Run. */
export function probeOnce(host: string, check: Check, timeoutMs: number): Promise<ProbeResult> {
  return check.kind === "tcp" ? tcp(host, check.port, timeoutMs) : http(host, check, timeoutMs);
}

function tcp(host: string, port: number, timeoutMs: number): Promise<ProbeResult> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const settle = (result: ProbeResult) => {
      socket.destroy();
      resolve(result);
    };
    socket.setTimeout(timeoutMs, () => settle(`no connection to port ${port} within ${timeoutMs} ms`));
    socket.once("connect", () => settle(undefined));
    socket.once("error", (error) => settle(connectionFailed(port, error)));
  });
}

function http(
  host: string,
  { port, path, headers }: Extract<Check, { kind: "http" }>,
  timeoutMs: number,
): Promise<ProbeResult> {
  return new Promise((resolve) => {
    const request = get({ host, port, path, headers, agent: false, timeout: timeoutMs }, (response) => {
      response.resume();
      const { statusCode = 0 } = response;
      resolve(statusCode >= 200 && statusCode < 400 ? undefined : `HTTP ${statusCode} from ${path}`);
    });
    request.once("timeout", () => request.destroy(new Error(`no answer within ${timeoutMs} ms`)));
    request.once("error", (error) => resolve(connectionFailed(port, error)));
  });
}

function connectionFailed(port: number, error: Error & { code?: string }): string {
  return error.code === "ECONNREFUSED" ? `nothing listens on port ${port}` : `port ${port}: ${error.message}`;
}
