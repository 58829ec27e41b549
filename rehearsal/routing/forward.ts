import type { ServerResponse } from "node:http";
import type { Dispatcher } from "undici";
import { type Exchange, headersFor } from "./exchange.ts";
import { returnedHeaders } from "./forwarded-headers.ts";
import { connectionError, type Refusal } from "./refusal.ts";

/** What came of a request that did not go through. */
export interface ForwardFailures {
  /** It may have reached the instance. */
  refuse(refusal: Refusal): void;
  /** No connection came about, so another instance may take it. */
  unsent(): void;
}

/** Sends the request to the leased instance and streams both ways, at the pace of the slower side. */
export function forward(exchange: Exchange, response: ServerResponse, failures: ForwardFailures): void {
  const { request, lease } = exchange;
  if (!lease) throw new TypeError("a request is forwarded only with a lease");
  let upstream: Dispatcher.DispatchController | undefined;
  let sent = false;
  response.once("close", () => upstream?.abort(new Error("the client went away")));
  lease.upstream.client.dispatch(
    {
      ...{ path: request.url ?? "/", method: request.method as Dispatcher.HttpMethod },
      ...{ headers: headersFor(exchange), body: hasBody(request.headers) ? request : null },
    },
    {
      onRequestStart(controller) {
        upstream = controller;
        sent = true;
        if (response.destroyed) controller.abort(new Error("the client went away"));
      },
      onResponseStart(_controller, status, headers) {
        if (status >= 200) startResponse(exchange, response, status, headers);
      },
      onResponseData(controller, chunk) {
        exchange.responseBytes += chunk.length;
        if (response.write(chunk)) return;
        controller.pause();
        response.once("drain", () => controller.resume());
      },
      onResponseEnd() {
        upstream = undefined;
        response.end();
      },
      onResponseError() {
        upstream = undefined;
        if (response.writableEnded || response.destroyed) return;
        if (sent) failures.refuse(connectionError());
        else failures.unsent();
      },
    },
  );
}

function startResponse(
  exchange: Exchange,
  response: ServerResponse,
  status: number,
  headers: Record<string, string | string[] | undefined>,
): void {
  exchange.status = status;
  response.writeHead(status, returnedHeaders(headers));
  // Headers go with the first bytes of the body; where those are yet to come (events, streams), they go at once.
  queueMicrotask(() => {
    if (exchange.responseBytes === 0 && !response.writableEnded) response.flushHeaders();
  });
}

function hasBody(headers: Exchange["request"]["headers"]): boolean {
  const length = headers["content-length"];
  return headers["transfer-encoding"] !== undefined || (length !== undefined && length !== "0");
}
