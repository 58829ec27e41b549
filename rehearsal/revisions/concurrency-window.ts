/** Cloud Run looks at the concurrency of the last minute (https://cloud.google.com/run/docs/about-instance-autoscaling). */
const WINDOW_SECONDS = 60;

/** The mean of a number that changes at any time, over the last minute or as long as it has been followed. */
export class ConcurrencyWindow {
  readonly #nowMs: () => number;
  /** Value times milliseconds, of each of the last seconds. */
  readonly #areas = new Float64Array(WINDOW_SECONDS);
  readonly #startedMs: number;
  #value = 0;
  #accountedMs: number;

  /** `nowMs`: milliseconds of a clock that never goes back. */
  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
    this.#startedMs = nowMs();
    this.#accountedMs = this.#startedMs;
  }

  /** The number is this from now on. */
  set(value: number): void {
    this.#account();
    this.#value = value;
  }

  mean(): number {
    this.#account();
    const followedMs = this.#accountedMs - this.#startedMs;
    if (followedMs <= 0) return this.#value;
    return (
      this.#areas.reduce((sum, area) => sum + area, 0) / Math.min(followedMs, windowMs(this.#accountedMs))
    );
  }

  #account(): void {
    const nowMs = this.#nowMs();
    if (nowMs - this.#accountedMs > WINDOW_SECONDS * 1000) {
      this.#areas.fill(0);
      this.#accountedMs = Math.max(this.#accountedMs, nowMs - windowMs(nowMs));
    }
    while (this.#accountedMs < nowMs) {
      const second = Math.floor(this.#accountedMs / 1000);
      const untilMs = Math.min((second + 1) * 1000, nowMs);
      const place = second % WINDOW_SECONDS;
      if (this.#accountedMs === second * 1000) this.#areas[place] = 0;
      this.#areas[place] = (this.#areas[place] ?? 0) + this.#value * (untilMs - this.#accountedMs);
      this.#accountedMs = untilMs;
    }
  }
}

/**
 * The time that the places hold: the oldest second's is the present one's too, which has only what has gone by of it. On the boundary
 * of two seconds the present one is the one that has just ended.
 */
function windowMs(nowMs: number): number {
  const intoSecondMs = nowMs % 1000 || 1000;
  return (WINDOW_SECONDS - 1) * 1000 + intoSecondMs;
}
