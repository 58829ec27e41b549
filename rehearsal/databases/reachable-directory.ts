import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fitsSocket } from "../socket-path.ts";

/** A way to a directory's sockets; to be given back once the connection is made. */
export interface ReachableDirectory extends Disposable {
  path: string;
}

/** A directory whose socket of this name lies too deep in the file system is reached through a short link. */
export function reachableDirectory(directory: string, socketName: string): ReachableDirectory {
  if (fitsSocket(join(directory, socketName))) {
    return { path: directory, [Symbol.dispose]: () => undefined };
  }
  const folder = mkdtempSync(join(tmpdir(), "stage-"));
  const path = join(folder, "s");
  symlinkSync(directory, path);
  return { path, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}
