import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { addAbortSignal, type Readable } from "node:stream";
import { Fault } from "../faults/fault.ts";
import { isSystemError } from "../faults/system-error.ts";
import { fromCaller } from "./called-from.ts";

const CHUNK_BYTES = 256 * 1024;

/** A file that is read piece by piece, or stdin. */
export interface InputFile {
  /** As messages call it. */
  name: string;
  /** Left out where it is not known beforehand. */
  totalBytes?: number;
  /** So far. */
  bytesRead(): number;
  chunks(): AsyncIterable<string>;
}

/**
 * Opens a file, or stdin for `-`. Fails with the Fault `input-unreadable`, here or while it is read: whether it may be read
 * shows only then.
 */
export async function openInput(path: string, signal: AbortSignal, stdin?: Readable): Promise<InputFile> {
  let bytes = 0;
  const read = async function* (stream: Readable, name: string) {
    try {
      yield* decoded(addAbortSignal(signal, stream), (more) => (bytes += more));
    } catch (error) {
      signal.throwIfAborted();
      throw isSystemError(error) ? notReadable(name, error.code ?? error.message) : error;
    }
  };
  if (path === "-")
    return { name: "stdin", bytesRead: () => bytes, chunks: () => read(stdin ?? process.stdin, "stdin") };
  const file = fromCaller(path);
  const totalBytes = await sizeOf(file);
  const chunks = () => read(createReadStream(file, { highWaterMark: CHUNK_BYTES }), file);
  return { name: path, totalBytes, bytesRead: () => bytes, chunks };
}

async function* decoded(stream: Readable, count: (bytes: number) => void): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const chunk of stream) {
    count(chunk.length);
    yield decoder.decode(chunk, { stream: true });
  }
  yield decoder.decode();
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw notReadable(path, error.code === "ENOENT" ? "no such file" : (error.code ?? error.message));
  });
  if (found.isDirectory()) throw notReadable(path, "a directory");
  return found.size;
}

function notReadable(path: string, actual: string): Fault {
  return new Fault({
    code: "input-unreadable",
    outcome: "usage",
    summary: `${path} cannot be read.`,
    findings: [{ path, expected: "a file", actual, example: "- for stdin" }],
  });
}
