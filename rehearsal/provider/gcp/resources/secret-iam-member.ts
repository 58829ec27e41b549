import { lastSegment } from "../../schema/path.ts";
import { COMPUTED, REPLACES, REQUIRED, text } from "../../schema/property.ts";
import { iamMember } from "../iam-member.ts";

/**
 * gcp:secretmanager/secretIamMember:SecretIamMember
 *
 * @see https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets/setIamPolicy
 */
export const secretIamMember = iamMember({
  noun: "secretmanager secret",
  endpoints: ["secretManagerCustomEndpoint"],
  target: {
    project: text({ ...COMPUTED, ...REPLACES }),
    secretId: text({ ...REQUIRED, ...REPLACES, sameWhen: "last-segment-equal" }),
  },
  resource: ({ project, secretId }) => `projects/${project}/secrets/${lastSegment(secretId)}`,
  access: { read: "get-version-3", write: "whole" },
  written: (resource) => ({ secretId: resource }),
});
