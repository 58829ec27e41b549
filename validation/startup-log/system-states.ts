import { isRecord } from "./cloud-logging-entry.ts";
import type { LogEntry } from "./log-entry.ts";
import { stateOf } from "./stated-system.ts";
import { createSystemReader, type SystemWords, systemFields } from "./system-words.ts";

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

/** A status block that is being read. */
interface Block {
  /** Lines that may still belong to it. */
  left: number;
  /** Systems that it has said something of. */
  stated: Set<string>;
}

/**
 * Reads the status block: one line with all systems, a line each, or the entry's field `systems`. Down once is down, and what a block
 * says of a system is down unless it says that it is up.
 */
export class SystemStates {
  readonly #systems: readonly string[];
  readonly #read: (text: string) => SystemWords[];
  readonly #states = new Map<string, SystemState>();
  readonly #blocks = new Map<string, Block>();

  constructor(systems: readonly string[]) {
    this.#systems = systems;
    this.#read = createSystemReader(systems);
  }

  add(entry: LogEntry): void {
    if (this.#systems.length === 0) return;
    const instance = entry.instance ?? "";
    const block = HEADER.test(entry.text)
      ? { left: BLOCK_LINES, stated: new Set<string>() }
      : this.#blocks.get(instance);
    if (!block) return;
    this.#follow(instance, block);
    const systems = entry.fields?.systems;
    const named = isRecord(systems) ? systemFields(this.#systems, systems) : this.#read(entry.text);
    for (const [name, words] of named) this.#note(block, name, words);
  }

  states(): SystemState[] {
    return this.#systems.map((name) => this.#states.get(name) ?? { name, state: "absent" });
  }

  #note({ stated }: Block, name: string, words: string): void {
    const said = stateOf(words);
    // Lines below the block may name a system again, to say something else of it.
    if (said === "unclear" && stated.has(name)) return;
    if (said !== "unstated") stated.add(name);
    const earlier = this.#states.get(name)?.state;
    if (earlier === "down" || (said === "unstated" && earlier !== undefined)) return;
    const state = said === "unclear" ? "down" : said;
    this.#states.set(name, { name, state, ...(words === "" ? {} : { words }) });
  }

  #follow(instance: string, block: Block): void {
    block.left -= 1;
    if (block.left <= 0) this.#blocks.delete(instance);
    else this.#blocks.set(instance, block);
    const [eldest] = this.#blocks.keys();
    if (this.#blocks.size > FOLLOWED && eldest !== undefined) this.#blocks.delete(eldest);
  }
}
