import { execFileSync } from "node:child_process";

/** The build argument that a Dockerfile declares to be told which commit it is built from. */
export const SOURCE_COMMIT_ARGUMENT = "SOURCE_COMMIT";

/**
 * The last commit that changed a build context, with `-dirty` where it holds what no commit does; undefined outside of a git
 * checkout. Commits elsewhere leave it alone, so that they make no new image.
 */
export function sourceCommit(projectFolder: string, context: string): string | undefined {
  const commit = git(projectFolder, ["log", "-1", "--format=%H", "--", context]);
  if (!commit) return undefined;
  const changed = git(projectFolder, ["status", "--porcelain", "--", context]);
  return changed ? `${commit}-dirty` : commit;
}

/** Whether a Dockerfile asks for the commit: a build argument that is not declared only makes the builder warn. */
export function wantsSourceCommit(dockerfile: string): boolean {
  return new RegExp(`^\\s*ARG\\s+${SOURCE_COMMIT_ARGUMENT}\\b`, "im").test(dockerfile);
}

function git(cwd: string, args: string[]): string | undefined {
  try {
    return execFileSync("git", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    // No git here, or no checkout: the image just does not say where it comes from.
    return undefined;
  }
}
