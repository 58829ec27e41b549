import {
  ACCOUNT,
  PROJECT_BINDING,
  PROJECT_MEMBER,
  REPOSITORY,
  SECRET_BINDING,
  SECRET_MEMBER,
  SERVICE,
  SERVICE_BINDING,
  SERVICE_MEMBER,
} from "../resource/types.ts";
import { resourceRule } from "../rule.ts";

export const projectAllowed = resourceRule({
  id: "project-allowed",
  title: "In staging's project",
  severity: "critical",
  level: "mandatory",
  types: [
    SERVICE,
    SERVICE_MEMBER,
    SERVICE_BINDING,
    REPOSITORY,
    ACCOUNT,
    PROJECT_MEMBER,
    PROJECT_BINDING,
    SECRET_MEMBER,
    SECRET_BINDING,
  ],
  invariants: ["projects"],
  what: "Every resource names its project, and it is one of staging's.",
  why: "A resource in another project is beyond staging's budget, rights and clean-up.",
  fix: "gcp:project",
  source: "https://cloud.google.com/resource-manager/docs/creating-managing-projects",
  check(resource, { projects }) {
    const project = resource.at("project");
    const value = project.text();
    return value !== undefined && projects.includes(value)
      ? undefined
      : project.refuse(projects.join(" or "));
  },
});
