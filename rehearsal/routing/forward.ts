import type { ServerResponse } from "node:http";
import { type Readable, Transform, type TransformCallback } from "node:stream";
import { type Dispatcher, errors } from "undici";
import { addedHeaders, type Exchange, headersFor } from "./exchange.ts";
import { returnedHeaders } from "./forwarded-headers.ts";
import { connectionError, malformed, type Refusal } from "./refusal.ts";

/** What came of a request that did not go through. */
export interface ForwardFailures {
  /** It may have reached the instance. */
  refuse(refusal: Refusal): void;
  /** No connection came about, so another instance may take it. */
  unsent(): void;
}

/** Sends the request to the leased instance and streams both ways, at the pace of the slower side. */
export function forward(exchange: Exchange, response: ServerResponse, failures: ForwardFailures): void {
  const { request, head, lease } = exchange;
  if (!lease) throw new TypeError("a request is forwarded only with a lease");
  const handler = new ResponseHandler(exchange, response, failures);
  exchange.forwarding = handler;
  lease.upstream.client.dispatch(
    {
      path: request.url ?? "/",
      method: request.method as Dispatcher.HttpMethod,
      headers: headersFor(exchange),
      body: head.hasBody ? bodyOf(exchange) : null,
    },
    handler,
  );
}

/**
 * The body a piece per turn of the event loop: an instance that has answered already and closed, since the body is too large, is heard
 * before the next piece fails to be sent. The next instance that is tried gets what the first did not take.
 */
function bodyOf(exchange: Exchange): Readable {
  const transform = (piece: Buffer, _encoding: string, done: TransformCallback) => {
    setImmediate(done, null, piece);
  };
  exchange.body ??= exchange.request.pipe(new Transform({ transform }));
  return exchange.body;
}

/** Takes the instance's answer to the client. */
class ResponseHandler implements Dispatcher.DispatchHandler {
  readonly #exchange: Exchange;
  readonly #response: ServerResponse;
  readonly #failures: ForwardFailures;
  #upstream: Dispatcher.DispatchController | undefined;
  #sent = false;
  #declaredBytes = "";

  constructor(exchange: Exchange, response: ServerResponse, failures: ForwardFailures) {
    this.#exchange = exchange;
    this.#response = response;
    this.#failures = failures;
  }

  clientGone(): void {
    this.#upstream?.abort(new Error("the client went away"));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#upstream = controller;
    this.#sent = true;
    if (this.#response.destroyed) this.clientGone();
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200) return;
    const exchange = this.#exchange;
    const response = this.#response;
    exchange.status = status;
    this.#declaredBytes = String(headers["content-length"] ?? "");
    response.sendDate = false;
    response.writeHead(status, [...returnedHeaders(headers), ...addedHeaders(exchange)]);
    // Headers go with the first bytes of the body; where those are yet to come (events, streams), they go at once.
    queueMicrotask(() => {
      if (exchange.responseBytes === 0 && !response.writableEnded) response.flushHeaders();
    });
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    const isWhole = this.#exchange.responseBytes === 0 && String(chunk.length) === this.#declaredBytes;
    this.#exchange.responseBytes += chunk.length;
    if (isWhole) {
      // As text of single bytes it goes out with the headers in one piece, which is faster than two.
      this.#response.end(chunk.toString("latin1"), "latin1");
      return;
    }
    if (this.#response.write(chunk)) return;
    controller.pause();
    this.#response.once("drain", () => controller.resume());
  }

  onResponseEnd(): void {
    this.#upstream = undefined;
    if (!this.#response.writableEnded) this.#response.end();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#upstream = undefined;
    if (this.#response.writableEnded || this.#response.destroyed) return;
    if (error instanceof errors.InvalidArgumentError) this.#failures.refuse(malformed(error.message));
    else if (this.#sent) this.#failures.refuse(connectionError());
    else this.#failures.unsent();
  }
}
