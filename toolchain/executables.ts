import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { delimiter, join, sep } from "node:path";
import type { RunCommand } from "./command.ts";
import type { Facts } from "./facts.ts";

/** The first executable of one of these names on a search path, packages' own commands left out. */
export function findOnPath(names: string[], searchPath: string): string | undefined {
  return searchPath
    .split(delimiter)
    .filter((directory) => directory !== "" && !directory.split(sep).includes("node_modules"))
    .flatMap((directory) => names.map((name) => join(directory, name)))
    .find((candidate) => isExecutable(candidate));
}

/** Whether there is a file, not empty, that may be executed. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    const stats = statSync(path);
    return stats.isFile() && stats.size > 0;
  } catch {
    return false;
  }
}

/** What a binary says its version is; asked once for each state of the file, then remembered. */
export async function versionOf(
  path: string,
  args: string[],
  { run, facts }: { run: RunCommand; facts: Facts },
): Promise<string | undefined> {
  const name = `version: ${realpathSync(path)} ${stateOf(path)}`;
  const known = facts.get<string>(name);
  if (known) return known;
  const { succeeded, output } = await run(path, args, { timeoutSeconds: 20 });
  const version = succeeded ? output.match(/\d+\.\d+[.\w+~-]*/)?.[0] : undefined;
  if (version) facts.set(name, version);
  return version;
}

/** Changes with the file: also where a package manager gives it the size and the time of the one before. */
function stateOf(path: string): string {
  const { ino, size, ctimeNs } = statSync(path, { bigint: true });
  return `${ino} ${size} ${ctimeNs}`;
}
