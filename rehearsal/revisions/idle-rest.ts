import type { Seat } from "./seats.ts";

export interface IdleRestOptions {
  idleTimeoutSeconds: number;
  /** Whether one instance more than now may go. */
  isSurplus(seat: Seat): boolean;
  end(seat: Seat): void;
}

/** Ends instances that have had no request for the idle time. */
export class IdleRest {
  readonly #idleTimeoutMs: number;
  readonly #options: IdleRestOptions;

  constructor(options: IdleRestOptions) {
    this.#options = options;
    this.#idleTimeoutMs = options.idleTimeoutSeconds * 1000;
  }

  /** The seat has no request from now on. */
  begin(seat: Seat): void {
    seat.idleSinceMs = performance.now();
    if (!seat.idleTimer) this.#arm(seat, this.#idleTimeoutMs);
  }

  /** The timer outlives requests that come meanwhile, since most do; at its end it looks how long the seat has been idle. */
  #arm(seat: Seat, milliseconds: number): void {
    if (!this.#options.isSurplus(seat)) return;
    seat.idleTimer = setTimeout(() => {
      seat.idleTimer = undefined;
      if (seat.inFlight > 0 || !this.#options.isSurplus(seat)) return;
      const leftMs = seat.idleSinceMs + this.#idleTimeoutMs - performance.now();
      if (leftMs > 0) this.#arm(seat, leftMs);
      else this.#options.end(seat);
    }, milliseconds);
  }
}
