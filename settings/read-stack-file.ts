import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { Fault } from "../faults/fault.ts";

/**
 * The text of a `Pulumi.<stack>.yaml`.
 *
 * @param read what reads a file; given by tests that run as root, from whom no file can be kept.
 * @throws Fault `settings-unreadable`, with what helps against this kind of failure.
 */
export function readStackFile(path: string, read: (path: string) => Buffer = readFileSync): string {
  return decoded(bytesOf(path, read), path);
}

function bytesOf(path: string, read: (path: string) => Buffer): Buffer {
  try {
    return read(path);
  } catch (cause) {
    const { code = String(cause) } = cause as NodeJS.ErrnoException;
    throw unreadable(path, code, remedyOf(code, path), cause);
  }
}

/** UTF-16 without a mark can be taken for UTF-8 that is full of zeros, which no YAML has. */
function decoded(bytes: Buffer, path: string): string {
  if (isUtf8(bytes) && !bytes.includes(0)) return bytes.toString("utf8");
  throw unreadable(path, "not UTF-8", `save it as UTF-8, or ${putBack(path)}`);
}

function remedyOf(code: string, path: string): string {
  if (code === "EACCES" || code === "EPERM") return `make it readable: chmod u+r ${path}`;
  if (code === "EISDIR") return `move the folder of that name away, then ${putBack(path)}`;
  return putBack(path);
}

function putBack(path: string): string {
  return `put it back: git -C ${dirname(path)} checkout ${basename(path)}`;
}

function unreadable(path: string, why: string, next: string, cause?: unknown): Fault {
  return new Fault({
    code: "settings-unreadable",
    outcome: "usage",
    summary: `cannot read ${path}: ${why}`,
    next,
    cause,
  });
}
