import { execFileSync } from "node:child_process";
import { constants, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** How to run a program that refuses to run as root. */
export interface PostgresUser {
  /** Whom its process runs as and its files belong to; unset when that is ourselves. */
  user?: { uid: number; gid: number };
  /** What to put before its command line. */
  prefix: string[];
}

const NAMESPACE = ["unshare", "--user", "--map-user=65534", "--map-group=65534"];

/**
 * PostgreSQL refuses to run as root. As anyone else it runs as ourselves. For root it takes the user `postgres` or `nobody`
 * where they can reach the given paths; where they cannot (a project under /root), a user namespace in which root has
 * another number.
 */
export function postgresUser(paths: string[], uid = process.getuid?.()): PostgresUser {
  if (uid !== 0) return { prefix: [] };
  const user = lookUp("postgres") ?? lookUp("nobody");
  if (user && paths.every(isReachable)) return { user, prefix: [] };
  return { prefix: NAMESPACE };
}

function lookUp(name: string): { uid: number; gid: number } | undefined {
  try {
    const id = (option: string) =>
      Number(execFileSync("id", [option, name], { encoding: "utf8", stdio: "pipe" }));
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    return undefined;
  }
}

/** Whether anybody may pass through every directory down to the path. */
function isReachable(path: string): boolean {
  const directory = dirname(resolve(path));
  const passable = (statSync(directory).mode & constants.S_IXOTH) !== 0;
  return passable && (directory === dirname(directory) || isReachable(directory));
}
