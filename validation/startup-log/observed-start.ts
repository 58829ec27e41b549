import type { StartSighting } from "./phase-reader.ts";

/** One start as far as it was seen. */
export interface ObservedStart {
  /** In the order seen; `seconds` is left out where neither a line nor timestamps tell it. */
  phases: { name: string; seconds?: number }[];
  /** The longest that the log states for the whole start. */
  statedSeconds?: number;
}

/** Rounding of a summary that repeats what single lines said. */
const SAME_SECONDS = 0.002;

/** Puts one start together from its lines. */
export class StartAssembly {
  readonly #seen = new Map<string, { seconds?: number; beganAt?: number }>();
  #lastEndAt: number | undefined;
  #statedSeconds: number | undefined;

  /** Whether this line belongs to a later start: its phase has ended here with another duration, or begins once more. */
  isOver({ phases }: StartSighting): boolean {
    return phases.some(({ phase, event, seconds }) => {
      const seen = this.#seen.get(phase);
      if (seen?.seconds === undefined) return false;
      return event === "began" || (seconds !== undefined && Math.abs(seconds - seen.seconds) > SAME_SECONDS);
    });
  }

  /** `at`: the line's own time in milliseconds, where it has one. */
  add({ phases, totalSeconds }: StartSighting, at: number | undefined): void {
    for (const { phase, event, seconds } of phases) {
      if (event === "began") this.#begin(phase, at);
      else this.#end(phase, seconds, at);
    }
    if (totalSeconds !== undefined) this.#statedSeconds = Math.max(totalSeconds, this.#statedSeconds ?? 0);
  }

  get isEmpty(): boolean {
    return this.#seen.size === 0;
  }

  observed(): ObservedStart {
    return {
      phases: [...this.#seen].map(([name, { seconds }]) =>
        seconds === undefined ? { name } : { name, seconds },
      ),
      ...(this.#statedSeconds === undefined ? {} : { statedSeconds: this.#statedSeconds }),
    };
  }

  #begin(phase: string, at: number | undefined): void {
    for (const earlier of this.#seen.values()) {
      if (earlier.seconds === undefined && earlier.beganAt !== undefined && at !== undefined) {
        earlier.seconds = (at - earlier.beganAt) / 1000;
      }
    }
    if (!this.#seen.has(phase)) this.#seen.set(phase, at === undefined ? {} : { beganAt: at });
  }

  #end(phase: string, stated: number | undefined, at: number | undefined): void {
    const seen = this.#seen.get(phase) ?? {};
    const from = seen.beganAt ?? this.#lastEndAt;
    const byClock = at === undefined || from === undefined ? undefined : (at - from) / 1000;
    const seconds = seen.seconds ?? stated ?? byClock;
    this.#seen.set(phase, seconds === undefined ? seen : { ...seen, seconds });
    this.#lastEndAt = at;
  }
}
