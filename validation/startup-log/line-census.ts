import { normaliseLine } from "./normalise-line.ts";

/** A line that the baseline did not have. */
export interface NewLine {
  /** How often, numbers and ids left aside. */
  count: number;
  /** The first time it was seen. */
  text: string;
}

/** Different lines that are remembered; a start has some dozens, and memory stays bounded whatever the log is. */
const REMEMBERED = 5000;

/** Counts lines, those that differ only in numbers, ids and times as one. */
export class LineCensus {
  readonly #lines = new Map<string, NewLine>();
  readonly #excerpt: (text: string) => string;
  #unremembered = 0;

  /** `excerpt` makes a text fit to be shown. */
  constructor(excerpt: (text: string) => string) {
    this.#excerpt = excerpt;
  }

  add(text: string): void {
    const line = normaliseLine(text);
    const known = this.#lines.get(line);
    if (known) known.count += 1;
    else if (this.#lines.size < REMEMBERED) this.#lines.set(line, { count: 1, text: this.#excerpt(text) });
    else this.#unremembered += 1;
  }

  /** Normalised. */
  get lines(): string[] {
    return [...this.#lines.keys()];
  }

  /** How many lines were not looked at, being more different ones than are remembered. */
  get unremembered(): number {
    return this.#unremembered;
  }

  /** The lines that are not among these. */
  notIn(lines: readonly string[]): NewLine[] {
    const known = new Set(lines);
    return [...this.#lines].filter(([line]) => !known.has(line)).map(([, seen]) => seen);
  }
}
