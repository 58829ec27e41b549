import type { LogEntry } from "./log-entry.ts";
import { type ObservedStart, StartAssembly } from "./observed-start.ts";
import { createPhaseReader } from "./phase-reader.ts";

/** All starts of a log, in little memory however many there were. */
export interface ObservedStarts {
  count: number;
  complete: number;
  /** The slowest that was complete; otherwise the one that came furthest. Left out where there was none. */
  shown?: ObservedStart;
  /** One that was not complete. */
  incomplete?: ObservedStart;
  /** One whose phases came in another order. */
  outOfOrder?: ObservedStart;
}

/** Instances whose start is being followed at a time; a service has at most some hundred. */
const FOLLOWED = 1000;

/** Follows the starts of several instances through one log. */
export class StartTracker {
  readonly #phases: readonly string[];
  readonly #read: ReturnType<typeof createPhaseReader>;
  readonly #open = new Map<string, StartAssembly>();
  #starts: ObservedStarts = { count: 0, complete: 0 };

  constructor(phases: readonly string[]) {
    this.#phases = phases;
    this.#read = createPhaseReader(phases);
  }

  add(entry: LogEntry): void {
    const sighting = this.#read(entry);
    if (sighting.phases.length === 0 && sighting.totalSeconds === undefined) return;
    const instance = entry.instance ?? "";
    const open = this.#open.get(instance);
    if (open?.isOver(sighting)) this.#close(instance, open);
    const assembly = this.#open.get(instance) ?? new StartAssembly();
    this.#open.set(instance, assembly);
    const at = entry.time === undefined ? Number.NaN : Date.parse(entry.time);
    assembly.add(sighting, Number.isNaN(at) ? undefined : at);
    const [eldest] = this.#open;
    if (this.#open.size > FOLLOWED && eldest) this.#close(...eldest);
  }

  finish(): ObservedStarts {
    for (const [instance, assembly] of this.#open) this.#close(instance, assembly);
    return this.#starts;
  }

  #close(instance: string, assembly: StartAssembly): void {
    this.#open.delete(instance);
    if (assembly.isEmpty) return;
    const start = assembly.observed();
    const complete = this.#phases.every((name) => start.phases.some((phase) => phase.name === name));
    const { shown, ...starts } = this.#starts;
    this.#starts = {
      ...starts,
      count: starts.count + 1,
      complete: starts.complete + (complete ? 1 : 0),
      shown: shown && !this.#tellsMore(start, shown) ? shown : start,
      ...(complete ? {} : { incomplete: starts.incomplete ?? start }),
      ...(isInOrder(start, this.#phases) ? {} : { outOfOrder: starts.outOfOrder ?? start }),
    };
  }

  #tellsMore(start: ObservedStart, shown: ObservedStart): boolean {
    if (start.phases.length !== shown.phases.length) return start.phases.length > shown.phases.length;
    return (secondsOf(start) ?? 0) > (secondsOf(shown) ?? 0);
  }
}

function isInOrder({ phases }: ObservedStart, order: readonly string[]): boolean {
  const positions = phases.map(({ name }) => order.indexOf(name));
  return positions.every((position, index) => index === 0 || position > (positions[index - 1] ?? -1));
}

/**
 * The whole start: as stated, but never less than its phases add up to, which come one after the other. Undefined where neither is
 * known.
 */
export function secondsOf({ phases, statedSeconds }: ObservedStart): number | undefined {
  if (statedSeconds === undefined && phases.some(({ seconds }) => seconds === undefined)) return undefined;
  const sum = phases.reduce((all, { seconds = 0 }) => all + seconds, 0);
  return Math.max(statedSeconds ?? 0, Math.round(sum * 1000) / 1000);
}
