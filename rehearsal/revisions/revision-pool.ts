import type { Backend, Lease } from "../routing/routes.ts";
import { ConcurrencyScaler } from "./concurrency-scaler.ts";
import { IdleRest } from "./idle-rest.ts";
import { notStarted, overdueRefusal, patienceSeconds, revisionDeleted } from "./patience.ts";
import type { ReadyInstance } from "./ready-instance.ts";
import { RestartDelay } from "./restart-delay.ts";
import type { RevisionPoolOptions } from "./revision-pool-options.ts";
import { instancesFor, instancesToStart } from "./scale.ts";
import { freeSeat, type Seat } from "./seats.ts";
import { StartupAverage } from "./startup-average.ts";
import { WaitingLine } from "./waiting-line.ts";

const EVALUATION_SECONDS = 2;

/**
 * The instances of one revision: started for requests and for the concurrency of the last minute, kept for the minimum,
 * stopped when idle; one with a request is never stopped for being idle, however long that request takes. Requests wait while
 * an instance starts (https://cloud.google.com/run/docs/about-instance-autoscaling).
 */
export class RevisionPool implements Backend {
  readonly revision: string;
  readonly timeoutSeconds: number;
  readonly sessionAffinity: boolean;
  readonly #options: RevisionPoolOptions;
  readonly #seats = new Set<Seat>();
  readonly #starting = new Set<Promise<void>>();
  readonly #startups = new StartupAverage();
  readonly #scaler: ConcurrencyScaler;
  readonly #idleRest: IdleRest;
  readonly #restart = new RestartDelay(() => this.#scale());
  readonly #waiting = new WaitingLine({
    patienceSeconds: () => patienceSeconds(this.#startups.seconds),
    refusal: () =>
      overdueRefusal({
        running: this.#seats.size,
        starting: this.#starting.size,
        maxInstances: this.#options.maxInstances,
      }),
  });
  #inFlight = 0;
  #minInstances = 0;
  #closed = false;

  constructor(options: RevisionPoolOptions) {
    this.#options = options;
    this.revision = options.revision;
    this.timeoutSeconds = options.timeoutSeconds;
    this.sessionAffinity = options.sessionAffinity ?? false;
    this.#scaler = new ConcurrencyScaler({
      concurrency: options.concurrency,
      evaluationSeconds: options.evaluationSeconds ?? EVALUATION_SECONDS,
      evaluated: () => this.#scale(),
    });
    this.#idleRest = new IdleRest({
      idleTimeoutSeconds: options.idleTimeoutSeconds,
      isSurplus: (seat) => this.#seats.has(seat) && this.#seats.size > this.#minInstances,
      end: (seat) => this.#end(seat),
    });
  }

  get instanceCount(): number {
    return this.#seats.size;
  }

  /** Requests that have an instance or wait for one. */
  get pending(): number {
    return this.#inFlight + this.#waiting.length;
  }

  /** Since the last request; 0 while there is one. */
  get unusedSeconds(): number {
    return this.#scaler.unusedSeconds;
  }

  acquire(instanceIdPrefix?: string): Lease | Promise<Lease> {
    const seat = this.#freeSeat(instanceIdPrefix);
    if (seat) return this.#lease(seat);
    if (this.#closed) throw revisionDeleted();
    const lease = this.#waiting.join();
    this.#scaler.follow(this.pending);
    this.#scale();
    return lease;
  }

  /** Makes sure that one instance runs. Rejects with InstanceNotReady. */
  async startFirst(): Promise<void> {
    if (this.#seats.size === 0) await this.#startOne();
  }

  /** Brings as many instances up as this many requests at once ask for, one at least, as far as they start. */
  async warm(requests: number): Promise<void> {
    const { concurrency, maxInstances } = this.#options;
    const wanted = Math.min(maxInstances, Math.max(1, instancesFor(requests, concurrency)));
    this.#startMore(wanted - this.#seats.size - this.#starting.size);
    await Promise.allSettled(this.#starting);
  }

  /** Keeps this many instances, whatever the traffic. */
  setMinimum(minInstances: number): void {
    this.#minInstances = minInstances;
    this.#scale();
    for (const seat of this.#seats) if (seat.inFlight === 0) this.#idleRest.begin(seat);
  }

  /** Gives up an instance that has no request, for the caller to stop; undefined where every one has. */
  takeIdle(): ReadyInstance | undefined {
    const seat = [...this.#seats].find(({ inFlight }) => inFlight === 0);
    if (!seat) return undefined;
    this.#forget(seat);
    this.#scale();
    return seat.instance;
  }

  /** Stops every instance; requests that wait are refused. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#minInstances = 0;
    this.#scaler.close();
    this.#restart.cancel();
    this.#waiting.refuseAll(revisionDeleted());
    await Promise.allSettled(this.#starting);
    await Promise.all([...this.#seats].map((seat) => this.#retire(seat)));
  }

  /** The concurrency of a minute ago starts nothing when there are no requests any more. */
  get #wanted(): number {
    return Math.max(this.#minInstances, this.pending > 0 ? this.#scaler.instances : 0);
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
      wanted: this.#restart.isPending ? 0 : this.#wanted,
    });
    this.#startMore(count);
  }

  /** What becomes of each is told to those who wait. */
  #startMore(count: number): void {
    for (let started = 0; started < count; started++) this.#startOne().catch(() => undefined);
  }

  #startOne(): Promise<void> {
    const startedMs = performance.now();
    // It counts as starting until the very moment that it is admitted: nobody may see it as both, or as neither.
    const tracked: Promise<void> = this.#options.start().then(
      (instance) => {
        this.#starting.delete(tracked);
        this.#startups.add((performance.now() - startedMs) / 1000);
        return this.#admit(instance);
      },
      (error: unknown) => {
        this.#starting.delete(tracked);
        this.#startFailed();
        throw error;
      },
    );
    this.#starting.add(tracked);
    return tracked;
  }

  /** Those who wait are told only when nothing else could still serve them; a minimum is tried again later. */
  #startFailed(): void {
    if (this.#seats.size === 0 && this.#starting.size === 0) {
      this.#waiting.refuseAll(notStarted());
    }
    if (this.#wanted > this.#seats.size) this.#restart.schedule();
  }

  async #admit(instance: ReadyInstance): Promise<void> {
    if (this.#closed) return void (await instance.stop());
    const startedAt = performance.now();
    const seat: Seat = { instance, inFlight: 0, idleSinceMs: startedAt };
    this.#seats.add(seat);
    void instance.ended.then(() => {
      if (!this.#seats.has(seat)) return;
      this.#forget(seat);
      this.#restart.lived(performance.now() - startedAt);
      this.#scale();
    });
    this.#serveWaiting();
    if (seat.inFlight === 0) this.#idleRest.begin(seat);
  }

  #serveWaiting(): void {
    for (let seat = this.#freeSeat(); seat && this.#waiting.length > 0; seat = this.#freeSeat()) {
      const free = seat;
      this.#waiting.serve(() => this.#lease(free));
    }
    if (this.#inFlight > 0) this.#scaler.follow(this.pending);
  }

  #freeSeat(instanceIdPrefix?: string): Seat | undefined {
    return freeSeat(this.#seats, this.#options.concurrency, this.#wanted, instanceIdPrefix);
  }

  #lease(seat: Seat): Lease {
    this.#count(seat, 1);
    let released = false;
    const release = () => {
      if (released) return;
      released = true;
      this.#count(seat, -1);
      if (this.#waiting.length > 0) this.#serveWaiting();
      if (seat.inFlight === 0) this.#idleRest.begin(seat);
    };
    return {
      upstream: seat.instance.upstream,
      release,
      abandon: () => {
        if (this.#seats.has(seat)) this.#end(seat);
        release();
        this.#scale();
      },
    };
  }

  #count(seat: Seat, change: 1 | -1): void {
    seat.inFlight += change;
    this.#inFlight += change;
    this.#scaler.follow(this.pending);
  }

  #end(seat: Seat): void {
    // A stop that fails means that the engine is gone, and the container with it.
    this.#retire(seat).catch(() => undefined);
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
