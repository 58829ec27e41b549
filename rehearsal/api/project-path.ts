import { permissionDenied } from "./google-error.ts";

/**
 * A request's path with the project named by its ID: callers may use its number, or `-` where an API allows it.
 * Throws PERMISSION_DENIED for any other project, as Google does not tell a missing project from a forbidden one.
 */
export function projectPath(
  path: string,
  { project, projectNumber }: { project: string; projectNumber: string },
): string {
  return path.replace(/(?<=^\/(?:sql\/)?v[^/]*\/projects\/)[^/:]+/, (named) => {
    if ([project, projectNumber, "-"].includes(named)) return project;
    throw permissionDenied(`Permission denied on resource project ${decodeURIComponent(named)}.`);
  });
}
