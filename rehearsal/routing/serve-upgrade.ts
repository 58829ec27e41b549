import { type ClientRequest, request as httpRequest, type IncomingMessage, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import {
  acquire,
  addedHeaders,
  admit,
  assign,
  closeExchange,
  type Exchange,
  headersFor,
  openExchange,
  type Route,
  type RoutingContext,
} from "./exchange.ts";
import { connectionError, type Refusal, rawResponse, timedOut, unavailable } from "./refusal.ts";
import type { Backend } from "./routes.ts";

/**
 * Takes a connection that asks for another protocol (WebSocket) to an instance. It counts as one request for its whole life,
 * the request timeout included (https://cloud.google.com/run/docs/triggering/websockets).
 */
export async function serveUpgrade(
  context: RoutingContext,
  route: Route,
  request: IncomingMessage,
  client: Duplex,
  head: Buffer,
): Promise<void> {
  const exchange = openExchange(request);
  client.on("error", () => client.destroy());
  const admitted = admit(context, route, exchange);
  client.once("close", () => closeExchange(context, route, exchange));
  if ("status" in admitted) {
    refuse(exchange, client, admitted);
    return;
  }
  const { backend } = admitted;
  const timer = setTimeout(() => refuse(exchange, client, timedOut()), backend.timeoutSeconds * 1000);
  client.once("close", () => clearTimeout(timer));
  await connect(exchange, backend, client, head, MOST_INSTANCES_TRIED);
}

/** An instance may have ended a moment ago, unnoticed as yet. */
const MOST_INSTANCES_TRIED = 3;

async function connect(
  exchange: Exchange,
  backend: Backend,
  client: Duplex,
  head: Buffer,
  tries: number,
): Promise<void> {
  try {
    const lease = await acquire(exchange, backend);
    if (client.destroyed) {
      lease.release();
      return;
    }
    assign(exchange, lease);
    join(exchange, client, head, () => {
      lease.abandon();
      if (tries > 1) void connect(exchange, backend, client, head, tries - 1);
      else refuse(exchange, client, connectionError());
    });
  } catch (error) {
    refuse(exchange, client, unavailable(error));
  }
}

function join(exchange: Exchange, client: Duplex, head: Buffer, unsent: () => void): void {
  const upstream = ask(exchange);
  let connected = false;
  upstream.once("socket", (socket) =>
    socket.once("connect", () => {
      connected = true;
    }),
  );
  const clientGone = () => upstream.destroy();
  client.once("close", clientGone);
  upstream.once("upgrade", (answer, socket, socketHead) => {
    exchange.status = 101;
    client.write(responseHead(answer, [...answer.rawHeaders, ...addedHeaders(exchange)]));
    if (socketHead.length > 0) client.write(socketHead);
    if (head.length > 0) socket.write(head);
    socket.on("data", (chunk: Buffer) => {
      exchange.responseBytes += chunk.length;
    });
    socket.once("error", () => client.destroy());
    client.once("close", () => socket.destroy());
    socket.pipe(client).pipe(socket);
    endTogether(client, socket);
  });
  upstream.once("response", (answer) => {
    exchange.status = answer.statusCode ?? 0;
    client.write(responseHead(answer, closing([...answer.rawHeaders, ...addedHeaders(exchange)])));
    answer.pipe(client);
  });
  upstream.once("error", () => {
    client.off("close", clientGone);
    if (client.destroyed) return;
    if (connected) refuse(exchange, client, connectionError());
    else unsent();
  });
  upstream.end();
}

/** No side of such a connection is left half open: an instance that takes no notice of its client's end would hold its lease. */
function endTogether(client: Duplex, socket: Duplex): void {
  client.once("end", () => client.end());
  socket.once("end", () => client.end(() => client.destroy()));
}

function ask(exchange: Exchange): ClientRequest {
  const { request, lease } = exchange;
  if (!lease) throw new TypeError("a connection is upgraded only with a lease");
  const { host, port } = lease.upstream;
  const headers = [...headersFor(exchange), "connection", "Upgrade", "upgrade", exchange.head.upgrade ?? ""];
  return httpRequest({ host, port, method: request.method, path: request.url, headers, agent: false });
}

function responseHead(answer: IncomingMessage, rawHeaders: string[]): string {
  const status = answer.statusCode ?? 502;
  const lines = [`HTTP/1.1 ${status} ${answer.statusMessage || STATUS_CODES[status]}`];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    lines.push(`${rawHeaders[index]}: ${rawHeaders[index + 1]}`);
  }
  return `${lines.join("\r\n")}\r\n\r\n`;
}

/** An answer without upgrade ends its connection: it may not be used for a second request past the router. */
function closing(rawHeaders: string[]): string[] {
  const dropped = new Set(["connection", "keep-alive", "transfer-encoding"]);
  const kept = rawHeaders.filter((_value, index) => {
    const name = rawHeaders[index - (index % 2)] as string;
    return !dropped.has(name.toLowerCase());
  });
  return [...kept, "connection", "close"];
}

function refuse(exchange: Exchange, client: Duplex, refusal: Refusal): void {
  exchange.message = refusal.logMessage;
  if (exchange.status !== 0) {
    client.destroy();
    return;
  }
  exchange.status = refusal.status;
  client.end(rawResponse(refusal));
}
