import { Fault } from "../../faults/fault.ts";

/** Cuts a stream of text into pieces, whatever the boundaries of its chunks are. */
export interface Splitter {
  /** The pieces that this chunk completes. */
  push(chunk: string): string[];
  /** The pieces that are left when the input ends. */
  end(): string[];
}

/** Cloud Logging takes entries of up to 256 KB (https://cloud.google.com/logging/quotas#log-limits); more is no log entry. */
const LONGEST_CHARACTERS = 16 * 2 ** 20;

/** Holds memory bounded: fails with the Fault `log-unreadable` when a piece has no end. */
export function refuseEndless(length: number, what: string): void {
  if (length <= LONGEST_CHARACTERS) return;
  throw unreadable(`${what} of at most ${LONGEST_CHARACTERS / 2 ** 20} Mi characters`, "no end of it");
}

/** What cannot be read as the log that it seems to be. */
export function unreadable(expected: string, actual: string): Fault {
  return new Fault({
    code: "log-unreadable",
    outcome: "usage",
    summary: "The input cannot be read as a log.",
    findings: [{ path: "input", expected, actual }],
    next: "gcloud logging read … --order=asc --format=json writes what can be read",
  });
}

/** What ends in the middle of an object. */
export function cutOff(): Fault {
  return unreadable("whole JSON objects", "an end of input within one: was the file cut off?");
}
