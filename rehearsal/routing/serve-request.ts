import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import {
  acquire,
  admit,
  assign,
  closeExchange,
  type Exchange,
  openExchange,
  type Route,
  type RoutingContext,
} from "./exchange.ts";
import { forward } from "./forward.ts";
import { connectionError, type Refusal, timedOut, unavailable } from "./refusal.ts";
import type { Backend, Lease } from "./routes.ts";

/**
 * Takes one request to an instance and its answer back. While no instance is there it waits, its body unread; its time
 * limit counts from its arrival, the start of an instance included (https://cloud.google.com/run/docs/container-contract).
 * `answered` is called when all is over, one way or another.
 */
export function serveRequest(
  context: RoutingContext,
  route: Route,
  request: IncomingMessage,
  response: ServerResponse,
  answered: (socket: Socket) => void,
): void {
  // A request that has been read to its end forgets its socket.
  const { socket } = request;
  const exchange = openExchange(request);
  const admitted = admit(context, route, exchange);
  let timer: NodeJS.Timeout | undefined;
  response.once("close", () => {
    clearTimeout(timer);
    exchange.forwarding?.clientGone();
    closeExchange(context, route, exchange);
    answered(socket);
  });
  if ("status" in admitted) {
    refuse(exchange, response, admitted);
    return;
  }
  const { backend } = admitted;
  timer = setTimeout(() => refuse(exchange, response, timedOut()), backend.timeoutSeconds * 1000);
  send(exchange, backend, response, MOST_INSTANCES_TRIED);
}

/** An instance may have ended a moment ago, unnoticed as yet. */
const MOST_INSTANCES_TRIED = 3;

function send(exchange: Exchange, backend: Backend, response: ServerResponse, tries: number): void {
  const go = (lease: Lease) => sendTo(lease, exchange, backend, response, tries);
  const refuseFor = (error: unknown) => refuse(exchange, response, unavailable(error));
  try {
    const lease = acquire(exchange, backend);
    // A free instance is taken at once: a request in ten thousand waits.
    if (lease instanceof Promise) lease.then(go).catch(refuseFor);
    else go(lease);
  } catch (error) {
    refuseFor(error);
  }
}

function sendTo(
  lease: Lease,
  exchange: Exchange,
  backend: Backend,
  response: ServerResponse,
  tries: number,
): void {
  if (response.destroyed || response.writableEnded) {
    lease.release();
    return;
  }
  assign(exchange, lease);
  forward(exchange, response, {
    refuse: (refusal) => refuse(exchange, response, refusal),
    unsent() {
      lease.abandon();
      if (tries > 1) send(exchange, backend, response, tries - 1);
      else refuse(exchange, response, connectionError());
    },
  });
}

/** Answers in the instance's place; an answer that has begun can only be broken off. */
function refuse(exchange: Exchange, response: ServerResponse, refusal: Refusal): void {
  exchange.message = refusal.logMessage;
  exchange.status = refusal.status;
  if (response.headersSent) {
    response.destroy();
    return;
  }
  exchange.responseBytes = Buffer.byteLength(refusal.body);
  response.writeHead(refusal.status, { "content-type": "text/plain", connection: "close" });
  response.end(refusal.body);
}
