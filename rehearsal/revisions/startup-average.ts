/** How long a revision's instances take to start, on average. */
export class StartupAverage {
  #startups = 0;
  #seconds = 0;

  /** 0 before the first start. */
  get seconds(): number {
    return this.#seconds;
  }

  add(seconds: number): void {
    this.#startups += 1;
    this.#seconds += (seconds - this.#seconds) / this.#startups;
  }
}
