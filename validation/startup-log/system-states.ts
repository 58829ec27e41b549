import { isRecord } from "./cloud-logging-entry.ts";
import type { LogEntry } from "./log-entry.ts";

/** `unstated`: named, but whether it is up is not said. `absent`: not even named. */
export type StatedSystem = "up" | "down" | "unstated" | "absent";

/** What the log says of one critical system. */
export interface SystemState {
  name: string;
  state: StatedSystem;
  /** The words that it was read from. */
  words?: string;
}

const HEADER = /CRITICAL SYSTEMS STATUS/i;
/** How far below the header a line may still belong to the block. */
const BLOCK_LINES = 12;
const FOLLOWED = 1000;

const DOWN =
  /\b(?:not|no|down|fail\w*|unavailable|disconnected|missing|error|none|false|degraded|unhealthy|refused)\b|[❌✗✘]/i;
const UP =
  /\b(?:pass|ok|up|operational|connected|available|initiali[sz]ed|ready|healthy|integrated|verified|true|active)\b|[✅✓✔]/i;

/** Reads the status block: one line with all systems, a line each, or the entry's field `systems`. Down once is down. */
export class SystemStates {
  readonly #systems: readonly string[];
  readonly #lines: RegExp;
  readonly #states = new Map<string, SystemState>();
  readonly #left = new Map<string, number>();

  constructor(systems: readonly string[]) {
    this.#systems = systems;
    const names = systems.join("|");
    this.#lines = new RegExp(`(${names})(?:\\s*[:=]\\s*([^\\n,;]*?))?(?=[,;\\n]|\\s*(?:${names})\\b|$)`, "g");
  }

  add(entry: LogEntry): void {
    if (this.#systems.length === 0) return;
    const instance = entry.instance ?? "";
    const isHeader = HEADER.test(entry.text);
    const left = isHeader ? BLOCK_LINES : (this.#left.get(instance) ?? 0);
    if (left === 0) return;
    this.#follow(instance, left - 1);
    if (isRecord(entry.fields?.systems)) this.#fields(entry.fields.systems);
    else
      for (const [, name = "", words = ""] of entry.text.matchAll(this.#lines))
        this.#note(name, words.trim());
  }

  states(): SystemState[] {
    return this.#systems.map((name) => this.#states.get(name) ?? { name, state: "absent" });
  }

  #fields(systems: Record<string, unknown>): void {
    for (const name of this.#systems) {
      if (systems[name] !== undefined) this.#note(name, String(systems[name]));
    }
  }

  #note(name: string, words: string): void {
    const earlier = this.#states.get(name)?.state;
    if (earlier === "down") return;
    const state = DOWN.test(words) ? "down" : UP.test(words) ? "up" : "unstated";
    if (state === "unstated" && earlier !== undefined) return;
    this.#states.set(name, { name, state, ...(words === "" ? {} : { words }) });
  }

  #follow(instance: string, left: number): void {
    if (left <= 0) this.#left.delete(instance);
    else this.#left.set(instance, left);
    const [eldest] = this.#left.keys();
    if (this.#left.size > FOLLOWED && eldest !== undefined) this.#left.delete(eldest);
  }
}
