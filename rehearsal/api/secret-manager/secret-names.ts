import type { Cloud } from "../cloud.ts";

type Project = Pick<Cloud, "project" | "projectNumber">;

/** Secret Manager names resources by the project's number, whatever the caller used. */
export function withNumber<T extends { name: string }>({ project, projectNumber }: Project, resource: T): T {
  return { ...resource, name: resource.name.replace(`projects/${project}/`, `projects/${projectNumber}/`) };
}

/** The name as it is kept: with the project's ID. */
export function inProject({ project, projectNumber }: Project, name: string): string {
  return name.replace(`projects/${projectNumber}/`, `projects/${project}/`);
}
