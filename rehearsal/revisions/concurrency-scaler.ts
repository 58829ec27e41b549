import { ConcurrencyWindow } from "./concurrency-window.ts";
import { instancesFor } from "./scale.ts";

export interface ConcurrencyScalerOptions {
  /** Requests that one instance takes at a time. */
  concurrency: number;
  /** How often the concurrency is looked at while there are requests. */
  evaluationSeconds: number;
  /** Told after every look. */
  evaluated(): void;
}

/** Says how many instances the concurrency of the last minute asks for. */
export class ConcurrencyScaler {
  readonly #options: ConcurrencyScalerOptions;
  readonly #window = new ConcurrencyWindow();
  #instances = 0;
  #pending = 0;
  #lastChangeMs = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: ConcurrencyScalerOptions) {
    this.#options = options;
  }

  /** As of the last look. */
  get instances(): number {
    return this.#instances;
  }

  /** Seconds since the last request came or ended; 0 while there is one. */
  get unusedSeconds(): number {
    return this.#pending > 0 ? 0 : (performance.now() - this.#lastChangeMs) / 1000;
  }

  /** So many requests have an instance or wait for one, from now on. */
  follow(pending: number): void {
    if (this.#closed) return;
    this.#pending = pending;
    this.#window.set(pending);
    this.#lastChangeMs = performance.now();
    this.#timer ??= setTimeout(() => this.#evaluate(), this.#options.evaluationSeconds * 1000);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #evaluate(): void {
    this.#timer = undefined;
    this.#instances = instancesFor(this.#window.mean(), this.#options.concurrency);
    // With nothing left to do it looks on until the last minute's requests are forgotten.
    if (this.#instances > 0) {
      this.#timer = setTimeout(() => this.#evaluate(), this.#options.evaluationSeconds * 1000);
    }
    this.#options.evaluated();
  }
}
