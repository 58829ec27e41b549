/** Sends so and so often, whatever becomes of what was sent. */
export interface OpenLoopOptions {
  perSecond: number;
  /** Called once per send with the time it was meant for, on the clock of `now`. */
  send(intendedMs: number): void;
  /** Milliseconds of a clock that never goes back. Default: `performance.now`. */
  now?: () => number;
}

/**
 * A load whose sends follow the clock alone. A service that answers late so gets no fewer requests, and what it keeps waiting
 * counts from the moment that the request was meant for (no coordinated omission).
 */
export class OpenLoop {
  readonly #options: Required<OpenLoopOptions>;
  #startedMs = 0;
  #sent = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: OpenLoopOptions) {
    this.#options = { now: () => performance.now(), ...options };
  }

  get sent(): number {
    return this.#sent;
  }

  start(): void {
    this.#startedMs = this.#options.now();
    this.#sendDue();
  }

  /** Sends nothing more. */
  stop(): void {
    clearTimeout(this.#timer);
  }

  #sendDue(): void {
    const { now, perSecond, send } = this.#options;
    for (const end = dueSends(now() - this.#startedMs, perSecond); this.#sent < end; this.#sent += 1) {
      send(this.#startedMs + (this.#sent * 1000) / perSecond);
    }
    const nextMs = this.#startedMs + (this.#sent * 1000) / perSecond;
    this.#timer = setTimeout(() => this.#sendDue(), Math.max(0, nextMs - now()));
  }
}

/** How many sends are due this long after the start, the first one at once. */
export function dueSends(elapsedMs: number, perSecond: number): number {
  return Math.floor((elapsedMs * perSecond) / 1000) + 1;
}
