import { type FSWatcher, watch } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import type { EngineEvent } from "@pulumi/pulumi/automation/events.js";

/** An event log that is being read. */
export interface EventLogReader {
  /** Reads what is left once the engine has ended, and lets go of the file. */
  finish(): Promise<void>;
}

/**
 * Reads the engine's `--event-log` as it grows: one JSON document per line, each handed over once, in order. The file is
 * made here, readable by its owner only, before the engine opens it.
 */
export async function readEventLog(
  file: string,
  onEvent: (event: EngineEvent) => void,
): Promise<EventLogReader> {
  const handle = await open(file, "w+", 0o600);
  const lines = new LineSplitter((line) => onEvent(JSON.parse(line) as EngineEvent));
  let reading: Promise<void> = Promise.resolve();
  const readOn = () => {
    reading = reading.then(() => drain(handle, lines));
    return reading;
  };
  const watcher: FSWatcher = watch(file, () => {
    // A broken line surfaces in finish(), which waits for the same chain.
    readOn().catch(() => watcher.close());
  });
  return {
    async finish() {
      watcher.close();
      try {
        await readOn();
      } finally {
        await handle.close();
      }
    },
  };
}

/** Puts chunks together to lines; a character cut in two by a chunk's end is kept whole. */
class LineSplitter {
  readonly #onLine: (line: string) => void;
  readonly #decoder = new TextDecoder();
  #rest = "";

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  push(chunk: Uint8Array): void {
    const lines = (this.#rest + this.#decoder.decode(chunk, { stream: true })).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) if (line.trim() !== "") this.#onLine(line);
  }
}

async function drain(handle: FileHandle, lines: LineSplitter): Promise<void> {
  const buffer = Buffer.allocUnsafe(64 * 1024);
  for (;;) {
    // No position: the handle remembers how far it has read.
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, null);
    if (bytesRead === 0) return;
    lines.push(buffer.subarray(0, bytesRead));
  }
}
