import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import dockerignore from "@balena/dockerignore";

/** A file or link of a build context. */
export interface ContextFile {
  /** Path inside the context, with `/`. */
  name: string;
  path: string;
  /** Permission bits. */
  mode: number;
  size: number;
  modified: Date;
  /** Where a symbolic link points; absent for a file. */
  linkTarget?: string;
}

/**
 * The files of a build context without those that .dockerignore leaves out, by name. A Dockerfile's own ignore file
 * (`<Dockerfile>.dockerignore`) comes before the context's.
 *
 * @see https://docs.docker.com/build/concepts/context/#dockerignore-files
 */
export function contextFiles(context: string, dockerfile: string): ContextFile[] {
  const patterns = ignorePatterns(context, dockerfile);
  const ignored = dockerignore.default().add(patterns);
  const prunes = !patterns.some((pattern) => pattern.startsWith("!"));
  const files: ContextFile[] = [];
  const visit = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      const name = relative(context, path).replaceAll("\\", "/");
      const out = ignored.ignores(name);
      if (entry.isDirectory()) {
        if (!out || !prunes) visit(path);
      } else if (!out && (entry.isFile() || entry.isSymbolicLink())) {
        files.push(contextFile(path, name));
      }
    }
  };
  visit(context);
  return files.toSorted((left, right) => (left.name < right.name ? -1 : 1));
}

/** One file as the context carries it. */
export function contextFile(path: string, name: string): ContextFile {
  const status = lstatSync(path);
  return {
    name,
    path,
    mode: status.mode & 0o7777,
    size: status.size,
    modified: status.mtime,
    ...(status.isSymbolicLink() ? { linkTarget: readlinkSync(path) } : {}),
  };
}

function ignorePatterns(context: string, dockerfile: string): string[] {
  const own = join(dirname(dockerfile), `${basename(dockerfile)}.dockerignore`);
  const path = [own, join(context, ".dockerignore")].find(existsSync);
  if (!path) return [];
  return readFileSync(path, "utf8")
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
}
