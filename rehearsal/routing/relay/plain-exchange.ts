import type { Socket } from "node:net";
import {
  acquire,
  addedHeaders,
  admit,
  closeExchange,
  type Exchange,
  headersFor,
  openExchange,
  type Route,
  type RoutingContext,
} from "../exchange.ts";
import { connectionError, type Refusal, rawResponse, timedOut, unavailable } from "../refusal.ts";
import type { Backend, Lease } from "../routes.ts";
import type { AnswerHead } from "./answer-head.ts";
import { type AnswerFailure, InstanceAnswer } from "./instance-answer.ts";
import type { PlainRequest } from "./plain-request.ts";

/** How an exchange leaves the client's connection. */
export type AfterExchange = "keep" | "close";

/** An instance may have ended a moment ago, unnoticed as yet. */
const MOST_INSTANCES_TRIED = 3;
/** RFC 9110, section 9.2.2: to send them twice is to send them once. */
const IDEMPOTENT = new Set(["GET", "HEAD", "OPTIONS", "PUT", "DELETE"]);
const KEEP_ALIVE = "connection: keep-alive\r\nkeep-alive: timeout=60\r\n\r\n";
const CLOSE = "connection: close\r\n\r\n";

/** Takes one plain request to an instance and its answer back, as `serveRequest` does it for all others. */
export class PlainExchange {
  readonly #context: RoutingContext;
  readonly #route: Route;
  readonly #client: Socket;
  readonly #request: PlainRequest;
  readonly #exchange: Exchange;
  readonly #ended: (after: AfterExchange) => void;
  #timer: NodeJS.Timeout | undefined;
  #answer: InstanceAnswer | undefined;
  #triesLeft = MOST_INSTANCES_TRIED;
  #isRepeated = false;
  #hasBegun = false;
  #isOver = false;

  constructor(
    context: RoutingContext,
    route: Route,
    client: Socket,
    request: PlainRequest,
    ended: (after: AfterExchange) => void,
  ) {
    this.#context = context;
    this.#route = route;
    this.#client = client;
    this.#request = request;
    this.#ended = ended;
    const { method, target: url, rawHeaders } = request;
    const remoteIp = client.remoteAddress ?? "unknown";
    this.#exchange = openExchange({ method, url, rawHeaders, httpVersion: "1.1", remoteIp });
  }

  start(): void {
    const admitted = admit(this.#context, this.#route, this.#exchange);
    if ("status" in admitted) {
      this.#refuse(admitted);
      return;
    }
    const { backend } = admitted;
    this.#timer = setTimeout(() => this.#refuse(timedOut()), backend.timeoutSeconds * 1000);
    this.#send(backend);
  }

  /** The client has gone. */
  abandon(): void {
    if (this.#isOver) return;
    this.#answer?.abandon();
    this.#close();
  }

  #send(backend: Backend): void {
    try {
      const lease = acquire(this.#exchange, backend);
      // A free instance is taken at once: a request in ten thousand waits.
      if (lease instanceof Promise) {
        lease.then(
          (late) => this.#sendTo(late, backend),
          (error: unknown) => this.#refuse(unavailable(error)),
        );
      } else this.#sendTo(lease, backend);
    } catch (error) {
      this.#refuse(unavailable(error));
    }
  }

  #sendTo(lease: Lease, backend: Backend): void {
    if (this.#isOver) {
      lease.release();
      return;
    }
    this.#exchange.lease = lease;
    const { method, body } = this.#request;
    const request = { text: this.#requestText(), body, isHeadRequest: method === "HEAD" };
    this.#answer = new InstanceAnswer(lease.upstream.connections, this.#client, request, {
      head: (head) => this.#answerText(head),
      passed: (bytes) => {
        this.#exchange.responseBytes += bytes;
      },
      finished: ({ framing }) => this.#finish(framing.kind === "close" ? "close" : "keep"),
      failed: (failure) => this.#failed(failure, lease, backend),
    });
  }

  #requestText(): string {
    const { method, target } = this.#request;
    const headers = headersFor(this.#exchange);
    let text = `${method} ${target} HTTP/1.1\r\n`;
    for (let index = 0; index < headers.length; index += 2) {
      text += `${headers[index]}: ${headers[index + 1]}\r\n`;
    }
    return `${text}\r\n`;
  }

  #answerText({ status, text, framing }: AnswerHead): string {
    this.#hasBegun = true;
    this.#exchange.status = status;
    const added = addedHeaders(this.#exchange);
    let head = text;
    for (let index = 0; index < added.length; index += 2) head += `${added[index]}: ${added[index + 1]}\r\n`;
    return head + (framing.kind === "close" ? CLOSE : KEEP_ALIVE);
  }

  /**
   * What no connection came about for may go to another instance. What met a kept connection that was just being closed is sent
   * once more, to the same instance alone: it may be the request that has ended it.
   */
  #failed({ isUnsent, isUnheard, hasBegun }: AnswerFailure, lease: Lease, backend: Backend): void {
    if (this.#isOver) return;
    if (isUnheard && !this.#isRepeated && IDEMPOTENT.has(this.#request.method)) {
      this.#isRepeated = true;
      this.#sendTo(lease, backend);
      return;
    }
    this.#triesLeft -= 1;
    if (hasBegun || !isUnsent || this.#isRepeated || this.#triesLeft === 0) {
      this.#refuse(connectionError());
      return;
    }
    lease.abandon();
    this.#send(backend);
  }

  /** Answers in the instance's place; an answer that has begun can only be broken off. */
  #refuse(refusal: Refusal): void {
    if (this.#isOver) return;
    this.#answer?.abandon();
    this.#exchange.message = refusal.logMessage;
    this.#exchange.status = refusal.status;
    if (this.#hasBegun) this.#client.destroy();
    else {
      this.#exchange.responseBytes = Buffer.byteLength(refusal.body);
      const text = rawResponse(refusal);
      const headEnd = text.indexOf("\r\n\r\n") + 4;
      this.#client.write(this.#request.method === "HEAD" ? text.slice(0, headEnd) : text);
    }
    this.#finish("close");
  }

  #finish(after: AfterExchange): void {
    this.#close();
    this.#ended(after);
  }

  #close(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    closeExchange(this.#context, this.#route, this.#exchange);
  }
}
