import { type Lease, NoInstance } from "../routing/routes.ts";

/** Cloud Run keeps a request waiting for a busy service at least this long. */
const WAIT_SECONDS = 10;

interface Waiter {
  resolve(lease: Lease): void;
  reject(error: NoInstance): void;
  timer: NodeJS.Timeout;
}

/**
 * Requests that wait for an instance, first come first served. While one is starting they wait on; otherwise they are refused
 * after 10 s (https://cloud.google.com/run/docs/about-instance-autoscaling#pending-requests).
 */
export class WaitingLine {
  readonly #isStarting: () => boolean;
  readonly #waiters: Waiter[] = [];

  constructor(isStarting: () => boolean) {
    this.#isStarting = isStarting;
  }

  get length(): number {
    return this.#waiters.length;
  }

  join(): Promise<Lease> {
    const { promise, resolve, reject } = Promise.withResolvers<Lease>();
    const waiter: Waiter = {
      resolve,
      reject,
      timer: setTimeout(() => this.#overdue(waiter), WAIT_SECONDS * 1000),
    };
    this.#waiters.push(waiter);
    return promise;
  }

  serve(lease: Lease): void {
    const waiter = this.#waiters.shift();
    if (!waiter) throw new RangeError("nobody waits for an instance");
    clearTimeout(waiter.timer);
    waiter.resolve(lease);
  }

  refuseAll(error: NoInstance): void {
    for (const waiter of this.#waiters.splice(0)) {
      clearTimeout(waiter.timer);
      waiter.reject(error);
    }
  }

  #overdue(waiter: Waiter): void {
    if (this.#isStarting()) {
      waiter.timer = setTimeout(() => this.#overdue(waiter), WAIT_SECONDS * 1000);
      return;
    }
    this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
    waiter.reject(new NoInstance("saturated", "All instances are busy."));
  }
}
