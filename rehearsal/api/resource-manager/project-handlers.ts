import type { Cloud, Handler, Handlers } from "../cloud.ts";
import { permissionHandlers, policyHandlers } from "../iam/policy-handlers.ts";

const PROJECTS = "google.cloud.resourcemanager.v1.Projects";

/** The rehearsal's one project and its IAM policy: https://cloud.google.com/resource-manager/reference/rest/v1/projects */
export function projectHandlers(cloud: Cloud): Handlers {
  const { project, projectNumber } = cloud;
  const nameOf = (resource: string) => `projects/${resource}`;
  return {
    [`${PROJECTS}.GetProject`]: () => ({
      projectId: project,
      projectNumber,
      name: project,
      lifecycleState: "ACTIVE",
    }),
    ...policyHandlers(cloud, PROJECTS, nameOf),
    ...permissionHandlers(PROJECTS, nameOf),
  } satisfies Record<string, Handler>;
}
