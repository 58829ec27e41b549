import { lastSegment } from "../../schema/path.ts";
import { COMPUTED, REPLACES, REQUIRED, text } from "../../schema/property.ts";
import { iamMember } from "../iam-member.ts";

/**
 * gcp:cloudrunv2/serviceIamMember:ServiceIamMember
 *
 * @see https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services/setIamPolicy
 */
export const cloudRunServiceIamMember = iamMember({
  noun: "cloudrunv2 service",
  endpoints: ["cloudRunV2CustomEndpoint"],
  target: {
    location: text({ ...COMPUTED, ...REPLACES }),
    name: text({ ...REQUIRED, ...REPLACES, sameWhen: "last-segment-equal" }),
    project: text({ ...COMPUTED, ...REPLACES }),
  },
  resource: ({ project, location, name }) =>
    `projects/${project}/locations/${location}/services/${lastSegment(name)}`,
  access: { read: "get", write: "whole" },
  written: (resource) => ({ name: resource }),
});
