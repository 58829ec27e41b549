import { UnreadableLog } from "./unreadable-log.ts";

/** Cuts a stream of text into pieces, whatever the boundaries of its chunks are. */
export interface Splitter {
  /** The pieces that this chunk completes. */
  push(chunk: string): string[];
  /** The pieces that are left when the input ends. */
  end(): string[];
}

/** Cloud Logging takes entries of up to 256 KB (https://cloud.google.com/logging/quotas#log-limits); more is no log entry. */
const LONGEST_CHARACTERS = 16 * 2 ** 20;

/** Holds memory bounded: throws {@link UnreadableLog} when a piece has no end. */
export function refuseEndless(length: number, what: string): void {
  if (length <= LONGEST_CHARACTERS) return;
  throw new UnreadableLog(`${what} of at most ${LONGEST_CHARACTERS / 2 ** 20} Mi characters`, "no end of it");
}
