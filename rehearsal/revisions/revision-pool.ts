import { type Backend, type Lease, NoInstance } from "../routing/routes.ts";
import type { ReadyInstance } from "./ready-instance.ts";
import { RestartDelay } from "./restart-delay.ts";
import { instancesToStart } from "./scale.ts";
import { WaitingLine } from "./waiting-line.ts";

export interface RevisionPoolOptions {
  /** Full name of the revision. */
  revision: string;
  timeoutSeconds: number;
  concurrency: number;
  maxInstances: number;
  idleTimeoutSeconds: number;
  start(): Promise<ReadyInstance>;
}

interface Seat {
  instance: ReadyInstance;
  inFlight: number;
  idleTimer?: NodeJS.Timeout;
}

const NOT_STARTED =
  "The request failed because the instance failed the readiness check. Additional troubleshooting documentation can be " +
  "found at: https://cloud.google.com/run/docs/troubleshooting#container-failed-to-start";

/**
 * The instances of one revision: started for requests, kept for the minimum, stopped when idle. Requests wait while one
 * starts (https://cloud.google.com/run/docs/about-instance-autoscaling).
 */
export class RevisionPool implements Backend {
  readonly revision: string;
  readonly timeoutSeconds: number;
  readonly #options: RevisionPoolOptions;
  readonly #seats = new Set<Seat>();
  readonly #starting = new Set<Promise<void>>();
  readonly #waiting = new WaitingLine(() => this.#starting.size > 0);
  readonly #restart = new RestartDelay(() => this.#scale());
  #minInstances = 0;
  #closed = false;

  constructor(options: RevisionPoolOptions) {
    this.#options = options;
    this.revision = options.revision;
    this.timeoutSeconds = options.timeoutSeconds;
  }

  get instanceCount(): number {
    return this.#seats.size;
  }

  async acquire(): Promise<Lease> {
    const seat = this.#freeSeat();
    if (seat) return this.#lease(seat);
    if (this.#closed) throw new NoInstance("start-failed", "The revision has been deleted.");
    const lease = this.#waiting.join();
    this.#scale();
    return lease;
  }

  /** Makes sure that one instance runs. Rejects with InstanceNotReady. */
  async startFirst(): Promise<void> {
    if (this.#seats.size === 0) await this.#startOne();
  }

  /** Keeps this many instances, whatever the traffic. */
  setMinimum(minInstances: number): void {
    this.#minInstances = minInstances;
    this.#scale();
    for (const seat of this.#seats) if (seat.inFlight === 0) this.#restIfIdle(seat);
  }

  /** Stops every instance; requests that wait are refused. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#minInstances = 0;
    this.#restart.cancel();
    this.#waiting.refuseAll(new NoInstance("start-failed", "The revision has been deleted."));
    await Promise.allSettled(this.#starting);
    await Promise.all([...this.#seats].map((seat) => this.#retire(seat)));
  }

  #scale(): void {
    if (this.#closed) return;
    const { concurrency, maxInstances } = this.#options;
    const count = instancesToStart({
      waiting: this.#waiting.length,
      freeSeats: [...this.#seats].reduce((sum, { inFlight }) => sum + concurrency - inFlight, 0),
      running: this.#seats.size,
      starting: this.#starting.size,
      concurrency,
      maxInstances,
      minInstances: this.#restart.isPending ? 0 : this.#minInstances,
    });
    for (let started = 0; started < count; started++) void this.#startOne();
  }

  #startOne(): Promise<void> {
    // It counts as starting until the very moment that it is admitted: nobody may see it as both, or as neither.
    const tracked: Promise<void> = this.#options.start().then(
      (instance) => {
        this.#starting.delete(tracked);
        return this.#admit(instance);
      },
      (error: unknown) => {
        this.#starting.delete(tracked);
        throw error;
      },
    );
    this.#starting.add(tracked);
    tracked.catch(() => this.#startFailed());
    return tracked;
  }

  /** Those who wait are told only when nothing else could still serve them; a minimum is tried again later. */
  #startFailed(): void {
    if (this.#seats.size === 0 && this.#starting.size === 0) {
      this.#waiting.refuseAll(new NoInstance("start-failed", NOT_STARTED));
    }
    if (this.#minInstances > this.#seats.size) this.#restart.schedule();
  }

  async #admit(instance: ReadyInstance): Promise<void> {
    if (this.#closed) {
      await instance.stop();
      return;
    }
    const seat: Seat = { instance, inFlight: 0 };
    const startedAt = performance.now();
    this.#seats.add(seat);
    void instance.ended.then(() => {
      if (!this.#seats.has(seat)) return;
      this.#forget(seat);
      this.#restart.lived(performance.now() - startedAt);
      this.#scale();
    });
    this.#serveWaiting();
    if (seat.inFlight === 0) this.#restIfIdle(seat);
  }

  #serveWaiting(): void {
    for (let seat = this.#freeSeat(); seat && this.#waiting.length > 0; seat = this.#freeSeat()) {
      this.#waiting.serve(this.#lease(seat));
    }
  }

  #freeSeat(): Seat | undefined {
    let free: Seat | undefined;
    for (const seat of this.#seats) {
      if (seat.inFlight < this.#options.concurrency && (!free || seat.inFlight < free.inFlight)) free = seat;
    }
    return free;
  }

  #lease(seat: Seat): Lease {
    seat.inFlight++;
    clearTimeout(seat.idleTimer);
    let released = false;
    const release = () => {
      if (released) return;
      released = true;
      seat.inFlight--;
      this.#serveWaiting();
      if (seat.inFlight === 0) this.#restIfIdle(seat);
    };
    return {
      upstream: seat.instance.upstream,
      release,
      abandon: () => {
        // A stop that fails means that the engine is gone, and the container with it.
        if (this.#seats.has(seat)) this.#retire(seat).catch(() => undefined);
        release();
        this.#scale();
      },
    };
  }

  #restIfIdle(seat: Seat): void {
    clearTimeout(seat.idleTimer);
    if (!this.#seats.has(seat) || this.#seats.size <= this.#minInstances) return;
    seat.idleTimer = setTimeout(() => {
      if (seat.inFlight > 0 || this.#seats.size <= this.#minInstances) return;
      // A stop that fails means that the engine is gone, and the container with it.
      this.#retire(seat).catch(() => undefined);
    }, this.#options.idleTimeoutSeconds * 1000);
  }

  async #retire(seat: Seat): Promise<void> {
    this.#forget(seat);
    await seat.instance.stop();
  }

  #forget(seat: Seat): void {
    clearTimeout(seat.idleTimer);
    this.#seats.delete(seat);
  }
}
