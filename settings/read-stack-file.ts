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
  try {
    return read(path).toString("utf8");
  } catch (cause) {
    const { code = String(cause) } = cause as NodeJS.ErrnoException;
    throw unreadable(path, code, remedyOf(code, path), cause);
  }
}

function remedyOf(code: string, path: string): string {
  if (code === "EACCES" || code === "EPERM") return `make it readable: chmod u+r ${path}`;
  if (code === "EISDIR") return `move the folder of that name away, then ${putBack(path)}`;
  return putBack(path);
}

function putBack(path: string): string {
  return `put it back: git -C ${dirname(path)} checkout ${basename(path)}`;
}

function unreadable(path: string, why: string, next: string, cause: unknown): Fault {
  return new Fault({
    code: "settings-unreadable",
    outcome: "usage",
    summary: `cannot read ${path}: ${why}`,
    next,
    cause,
  });
}
