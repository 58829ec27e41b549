import type { Lease, NoInstance } from "../routing/routes.ts";

interface Waiter {
  resolve(lease: Lease): void;
  reject(error: NoInstance): void;
  timer: NodeJS.Timeout;
}

export interface WaitingLineOptions {
  /** How long a request waits before it is asked what becomes of it. */
  patienceSeconds(): number;
  /** Why a request that has waited so long gets no instance; undefined: it goes on waiting. */
  refusal(): NoInstance | undefined;
}

/** Requests that wait for an instance, first come first served. */
export class WaitingLine {
  readonly #options: WaitingLineOptions;
  readonly #waiters: Waiter[] = [];

  constructor(options: WaitingLineOptions) {
    this.#options = options;
  }

  get length(): number {
    return this.#waiters.length;
  }

  join(): Promise<Lease> {
    const { promise, resolve, reject } = Promise.withResolvers<Lease>();
    const waiter: Waiter = { resolve, reject, timer: this.#timer(() => waiter) };
    this.#waiters.push(waiter);
    return promise;
  }

  /** The first in line leaves it before its lease is taken, so that nobody ever counts as both. */
  serve(take: () => Lease): void {
    const waiter = this.#waiters.shift();
    if (!waiter) throw new RangeError("nobody waits for an instance");
    clearTimeout(waiter.timer);
    waiter.resolve(take());
  }

  refuseAll(error: NoInstance): void {
    for (const waiter of this.#waiters.splice(0)) {
      clearTimeout(waiter.timer);
      waiter.reject(error);
    }
  }

  #timer(waiter: () => Waiter): NodeJS.Timeout {
    return setTimeout(() => this.#overdue(waiter()), this.#options.patienceSeconds() * 1000);
  }

  #overdue(waiter: Waiter): void {
    const refusal = this.#options.refusal();
    if (!refusal) {
      waiter.timer = this.#timer(() => waiter);
      return;
    }
    this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
    waiter.reject(refusal);
  }
}
