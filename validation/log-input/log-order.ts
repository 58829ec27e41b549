import { Fault } from "../../faults/fault.ts";
import type { LogEntry } from "../startup-log/log-entry.ts";

/** Steps back in time that a log may begin with before it counts as written newest first; lines of one moment may be mixed up. */
const FEWEST_STEPS = 3;
const LOOKED_AT = 200;

/**
 * Refuses a log that is written newest first, as `gcloud logging read` does it by default: a start read backwards has its phases in the
 * wrong order. Looks at the beginning only, since a log may be of any size.
 * https://cloud.google.com/sdk/gcloud/reference/logging/read
 */
export class LogOrder {
  readonly #name: string;
  #entries = 0;
  #lastMs: number | undefined;
  #forward = 0;
  #back = 0;

  /** @param name what the fault calls the input. */
  constructor(name = "input") {
    this.#name = name;
  }

  /** Throws the Fault `log-newest-first`. */
  add({ time }: LogEntry): void {
    if (this.#entries >= LOOKED_AT) return;
    this.#entries += 1;
    const atMs = Date.parse(time ?? "");
    if (Number.isNaN(atMs)) return;
    if (this.#lastMs !== undefined && atMs > this.#lastMs) this.#forward += 1;
    if (this.#lastMs !== undefined && atMs < this.#lastMs) this.#back += 1;
    this.#lastMs = atMs;
    if (this.#entries === LOOKED_AT) this.finish();
  }

  /** Throws the Fault `log-newest-first`. */
  finish(): void {
    if (this.#back < FEWEST_STEPS || this.#forward * 10 > this.#back) return;
    throw new Fault({
      code: "log-newest-first",
      outcome: "usage",
      summary: "The log is written newest first; a start can only be followed forwards.",
      findings: [
        {
          path: this.#name,
          expected: "entries in order of time",
          actual: `${this.#back} steps back and ${this.#forward} forward in the first ${this.#entries} entries`,
        },
      ],
      next: "gcloud logging read … --order=asc --format=json",
    });
  }
}
