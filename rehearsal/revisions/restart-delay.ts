/** An instance that lives this long did not crash at its start. */
const HEALTHY_MS = 10_000;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 60_000;

/** Puts a pause between restarts of what keeps crashing, doubled each time, so that it does not eat the machine. */
export class RestartDelay {
  readonly #restart: () => void;
  #delayMs = FIRST_DELAY_MS;
  #timer: NodeJS.Timeout | undefined;

  constructor(restart: () => void) {
    this.#restart = restart;
  }

  get isPending(): boolean {
    return this.#timer !== undefined;
  }

  schedule(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#restart();
    }, this.#delayMs);
    this.#delayMs = Math.min(this.#delayMs * 2, LONGEST_DELAY_MS);
  }

  /** An instance ended after this time; a short life delays the next start. */
  lived(milliseconds: number): void {
    if (milliseconds >= HEALTHY_MS) this.#delayMs = FIRST_DELAY_MS;
    else this.schedule();
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
