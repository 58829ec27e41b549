import { isAbsolute, join, relative } from "node:path";

/** Where the Dockerfile is put when it lies outside its context. */
const OUTSIDE_DOCKERFILE = ".dockerfile.rehearsal";

/** The name by which the builder finds the Dockerfile in the context; both paths absolute. */
export function dockerfileInContext(context: string, dockerfile: string): string {
  const name = relative(context, dockerfile).replaceAll("\\", "/");
  return name.startsWith("../") || isAbsolute(name) ? OUTSIDE_DOCKERFILE : name;
}

/** A path as it stands from a folder. */
export function absolute(folder: string, path: string): string {
  return isAbsolute(path) ? path : join(folder, path);
}
