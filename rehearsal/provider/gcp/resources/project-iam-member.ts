import { lastSegment } from "../../schema/path.ts";
import { REPLACES, REQUIRED, text } from "../../schema/property.ts";
import { iamMember } from "../iam-member.ts";

/**
 * gcp:projects/iAMMember:IAMMember
 *
 * @see https://cloud.google.com/resource-manager/reference/rest/v1/projects/setIamPolicy
 */
export const projectIamMember = iamMember({
  noun: "project",
  endpoints: ["resourceManagerCustomEndpoint", "cloudResourceManagerCustomEndpoint"],
  target: { project: text({ ...REQUIRED, ...REPLACES, sameWhen: "last-segment-equal" }) },
  resource: ({ project }) => lastSegment(project),
  path: ({ project }) => `projects/${lastSegment(project)}`,
  access: { read: "post-version-3", write: "masked" },
});
