import { randomUUID } from "node:crypto";
import type { FastifyBaseLogger } from "fastify";
import { ApiError, type Json, type Store } from "../../contract.ts";
import { notFound } from "../google-error.ts";

/** google.longrunning.Operation */
export interface OperationDocument {
  name: string;
  metadata?: Json;
  done?: boolean;
  response?: Json;
  error?: { code: number; message: string };
}

/** An operation as it is kept: with what it takes to finish it after a restart. */
export interface StoredOperation {
  operation: OperationDocument;
  /** Which work, by name; see {@link Workers}. */
  work: string;
  /** Full name of the resource that the work is on. */
  target: string;
  startTime: string;
}

/** Finished operations that are kept; each holds its resource as it was. Tidied at a start, and after as many again. */
const KEPT = 100;

/** Does the work of an operation and returns its response (with `@type`); a refusal is an ApiError with a canonical code. */
export type Worker = (target: string, started: StoredOperation) => Promise<Json>;
export type Workers = Readonly<Record<string, Worker>>;

/** Canonical codes by name: https://cloud.google.com/apis/design/errors#handling_errors */
export const CANONICAL_CODES: Readonly<Record<string, number>> = {
  INVALID_ARGUMENT: 3,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  PERMISSION_DENIED: 7,
  FAILED_PRECONDITION: 9,
  ABORTED: 10,
  INTERNAL: 13,
};

/**
 * Long-running operations: durable, running in the background, finished after a restart by {@link resume}.
 * https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.operations
 */
export class Operations {
  readonly #store: Store;
  readonly #workers: Workers;
  readonly #clock: () => Date;
  readonly #logger: FastifyBaseLogger | undefined;
  readonly #running = new Map<string, Promise<void>>();
  #sinceTidied = 0;

  constructor(options: {
    store: Store;
    workers: Workers;
    clock: () => Date;
    logger?: FastifyBaseLogger | undefined;
  }) {
    this.#store = options.store;
    this.#workers = options.workers;
    this.#clock = options.clock;
    this.#logger = options.logger;
  }

  /** Records an operation under `parent` and begins its work; returns it as it is at once, not done. */
  start(parent: string, work: string, target: string, metadata: Json): OperationDocument {
    const operation = { name: `${parent}/operations/${randomUUID()}`, metadata };
    const stored: StoredOperation = { operation, work, target, startTime: this.#clock().toISOString() };
    this.#put(stored);
    this.#run(stored);
    return operation;
  }

  /** Records an operation whose work is done already. */
  done(parent: string, target: string, response: Json): OperationDocument {
    const operation = { name: `${parent}/operations/${randomUUID()}`, done: true, response };
    const startTime = this.#clock().toISOString();
    this.#put({ operation, work: "none", target, startTime });
    return operation;
  }

  get(name: string): OperationDocument {
    return this.#stored(name).operation;
  }

  /** Newest first. */
  list(parent: string): OperationDocument[] {
    return this.#store
      .list<StoredOperation>("operations", `${parent}/operations/`)
      .toSorted((a, b) => b.startTime.localeCompare(a.startTime))
      .map(({ operation }) => operation);
  }

  /** The operation once it is done, or as it is when the timeout (in milliseconds) is over. */
  async wait(name: string, timeoutMilliseconds: number): Promise<OperationDocument> {
    const { operation } = this.#stored(name);
    const running = this.#running.get(operation.name);
    if (!running) return operation;
    const { promise: timeout, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, timeoutMilliseconds);
    await Promise.race([running, timeout]);
    clearTimeout(timer);
    return this.get(name);
  }

  /** Forgets a finished operation; a running one is left alone, since Cloud Run cannot cancel it either. */
  delete(name: string): void {
    if (!this.#stored(name).operation.done) {
      throw new ApiError(400, "FAILED_PRECONDITION", `Operation '${name}' is not done.`);
    }
    this.#store.delete("operations", name);
  }

  /** Takes up the operations that a stopped daemon left undone; resolves when all of them are done. */
  async resume(): Promise<void> {
    this.#tidy();
    for (const stored of this.#store.list<StoredOperation>("operations")) {
      if (!stored.operation.done && !this.#running.has(stored.operation.name)) this.#run(stored);
    }
    await Promise.all(this.#running.values());
  }

  #put(stored: StoredOperation): void {
    this.#store.put("operations", stored.operation.name, stored);
    this.#sinceTidied += 1;
    if (this.#sinceTidied >= KEPT) this.#tidy();
  }

  #tidy(): void {
    this.#sinceTidied = 0;
    const done = this.#store
      .list<StoredOperation>("operations")
      .filter(({ operation }) => operation.done)
      .toSorted((a, b) => b.startTime.localeCompare(a.startTime));
    for (const { operation } of done.slice(KEPT)) this.#store.delete("operations", operation.name);
  }

  #stored(name: string): StoredOperation {
    const stored = this.#store.get<StoredOperation>("operations", name);
    if (!stored) throw notFound(`Operation '${name}' was not found.`);
    return stored;
  }

  #run(stored: StoredOperation): void {
    const { name } = stored.operation;
    const running = this.#outcome(stored).then((outcome) => {
      const operation = { ...stored.operation, ...outcome, done: true };
      this.#store.put("operations", name, { ...stored, operation });
      this.#running.delete(name);
    });
    this.#running.set(name, running);
    running.catch((error: unknown) =>
      this.#logger?.error({ err: error, operation: name }, "bug in an operation"),
    );
  }

  async #outcome(stored: StoredOperation): Promise<Pick<OperationDocument, "response" | "error">> {
    try {
      const worker = this.#workers[stored.work];
      if (!worker) throw new Error(`no worker does ${stored.work}`);
      // The caller may be inside a transaction; work that writes must not become part of it.
      await Promise.resolve();
      return { response: await worker(stored.target, stored) };
    } catch (error) {
      if (error instanceof ApiError) {
        return { error: { code: CANONICAL_CODES[error.status] ?? 13, message: error.message } };
      }
      this.#logger?.error({ err: error, operation: stored.operation.name }, "bug in an operation's work");
      return { error: { code: 13, message: "Internal error encountered." } };
    }
  }
}
