import type { Logger } from "pino";

/** The seven phases of a start, in order. */
export const STARTUP_PHASES = [
  "INIT",
  "DEPENDENCIES",
  "DATABASE",
  "CACHE",
  "SERVICES",
  "WEBSOCKET",
  "FINALIZE",
] as const;

export type StartupPhase = (typeof STARTUP_PHASES)[number];

/** A phase that failed; the start ends here. */
export class StartupFailure extends Error {
  readonly phase: StartupPhase;

  constructor(phase: StartupPhase, cause: unknown) {
    super(`Startup failed in phase ${phase}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
    this.name = "StartupFailure";
    this.phase = phase;
  }
}

/**
 * Runs the phases in order and logs each with its duration in milliseconds. The first one counts from the
 * start of the process, so the durations add up to the whole time from process start to readiness.
 */
export class StartupTimeline {
  readonly durationsMs: Partial<Record<StartupPhase, number>> = {};
  readonly #logger: Logger;
  readonly #now: () => number;
  #previousEndMs = 0;

  constructor(logger: Logger, now: () => number = () => performance.now()) {
    this.#logger = logger;
    this.#now = now;
  }

  /** Rejects with {@link StartupFailure} when the work fails or the phase is out of order. */
  async phase<T>(name: StartupPhase, work: () => T | Promise<T>): Promise<T> {
    const position = Object.keys(this.durationsMs).length;
    if (STARTUP_PHASES[position] !== name) {
      throw new StartupFailure(name, new Error(`it is the turn of ${STARTUP_PHASES[position]}`));
    }
    try {
      const result = await work();
      const durationMs = this.#lap();
      this.durationsMs[name] = durationMs;
      this.#logger.info({ phase: name, durationMs }, `Startup phase ${name} completed in ${durationMs} ms`);
      return result;
    } catch (error) {
      throw new StartupFailure(name, error);
    }
  }

  /** Milliseconds from the start of the process to the end of the last phase. */
  get totalMs(): number {
    return Math.round(this.#previousEndMs);
  }

  #lap(): number {
    const now = this.#now();
    const durationMs = Math.round((now - this.#previousEndMs) * 10) / 10;
    this.#previousEndMs = now;
    return durationMs;
  }
}
