import type { Socket } from "node:net";
import { type AnswerHead, readAnswerHead } from "./answer-head.ts";
import { type BodyEnd, bodyEnd } from "./body-end.ts";
import type { ConnectionUser, InstanceConnection, InstanceConnections } from "./instance-connections.ts";

/** What is told of an answer on its way. */
export interface AnswerListener {
  /** Status line and own headers (each line ended) with which the client's answer begins. */
  head(head: AnswerHead): string;
  /** Bytes of the body that have gone to the client. */
  passed(bytes: number): void;
  /** The whole answer has. */
  finished(head: AnswerHead): void;
  /** The connection broke or what came was no answer. */
  failed(failure: AnswerFailure): void;
}

export interface AnswerFailure {
  /** No connection came about. */
  isUnsent: boolean;
  /** A connection that had been used before closed before anything came. */
  isUnheard: boolean;
  /** A part of the answer has gone to the client. */
  hasBegun: boolean;
}

const LONGEST_HEAD = 64 * 1024;
const BLANK_LINE = "\r\n\r\n";

/** Sends a request over a connection to an instance, and streams the answer to the client at the client's pace. */
export class InstanceAnswer implements ConnectionUser {
  readonly #client: Socket;
  readonly #listener: AnswerListener;
  readonly #isHeadRequest: boolean;
  readonly #connections: InstanceConnections;
  readonly #connection: InstanceConnection;
  #before: Buffer | undefined;
  #head: AnswerHead | undefined;
  #end: BodyEnd | undefined;

  constructor(
    connections: InstanceConnections,
    client: Socket,
    request: { text: string; body: Buffer; isHeadRequest: boolean },
    listener: AnswerListener,
  ) {
    this.#client = client;
    this.#listener = listener;
    this.#isHeadRequest = request.isHeadRequest;
    this.#connections = connections;
    this.#connection = connections.take(this);
    const { socket } = this.#connection;
    if (request.body.length === 0) {
      socket.write(request.text, "latin1");
      return;
    }
    socket.cork();
    socket.write(request.text, "latin1");
    socket.write(request.body);
    socket.uncork();
  }

  /** Nobody wants the answer any more. */
  abandon(): void {
    this.#connection.user = undefined;
    this.#connection.socket.destroy();
  }

  data(chunk: Buffer): void {
    try {
      if (this.#head) this.#passBody(chunk);
      else this.#readHead(this.#before ? Buffer.concat([this.#before, chunk]) : chunk);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#fail();
    }
  }

  closed(): void {
    if (this.#head?.framing.kind === "close") this.#finish(this.#head);
    else this.#fail();
  }

  #readHead(bytes: Buffer): void {
    const headEnd = bytes.indexOf(BLANK_LINE);
    if (headEnd === -1) {
      if (bytes.length > LONGEST_HEAD) throw new RangeError("the head of the answer is too long");
      this.#before = bytes;
      return;
    }
    const head = readAnswerHead(bytes.toString("latin1", 0, headEnd), this.#isHeadRequest);
    if (!head || head.status === 101) throw new RangeError("the head of the answer is malformed");
    const rest = bytes.subarray(headEnd + BLANK_LINE.length);
    this.#before = undefined;
    // An interim answer is not passed on; the one that counts follows it.
    if (head.status < 200) {
      if (rest.length > 0) this.#readHead(rest);
      return;
    }
    this.#head = head;
    this.#end = bodyEnd(head.framing);
    this.#begin(head, rest);
  }

  /** Head and what is there of the body go out in one piece: as text of single bytes, which is the fastest way. */
  #begin(head: AnswerHead, bytes: Buffer): void {
    const taken = this.#take(bytes);
    const text = this.#listener.head(head);
    this.#client.write(taken > 0 ? text + bytes.toString("latin1", 0, taken) : text, "latin1");
    this.#listener.passed(taken);
    this.#afterBytes(head, bytes.length - taken);
  }

  #passBody(chunk: Buffer): void {
    const taken = this.#take(chunk);
    const bytes = taken === chunk.length ? chunk : chunk.subarray(0, taken);
    const { socket } = this.#connection;
    if (taken > 0 && !this.#client.write(bytes)) {
      socket.pause();
      this.#client.once("drain", () => socket.resume());
    }
    this.#listener.passed(taken);
    if (this.#head) this.#afterBytes(this.#head, chunk.length - taken);
  }

  #take(bytes: Buffer): number {
    return this.#end && bytes.length > 0 ? this.#end.take(bytes) : 0;
  }

  #afterBytes(head: AnswerHead, surplus: number): void {
    if (!this.#end?.isOver) return;
    // More than the answer that was asked for: the connection cannot be trusted with another request.
    this.#connections.giveBack(this.#connection, surplus > 0 ? 0 : head.keepAliveMs);
    this.#listener.finished(head);
  }

  #finish(head: AnswerHead): void {
    this.#connection.user = undefined;
    this.#listener.finished(head);
  }

  #fail(): void {
    const { isConnected, isReused } = this.#connection;
    this.abandon();
    const hasBegun = this.#head !== undefined;
    const isUnheard = isReused && !hasBegun && this.#before === undefined;
    this.#listener.failed({ isUnsent: !isConnected, isUnheard, hasBegun });
  }
}
