import { PROJECT_BINDING, PROJECT_MEMBER } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";
import { BASIC_ROLES } from "./no-basic-role.ts";

export const leastProjectRoles = resourceRule({
  id: "least-project-roles",
  title: "No project role beyond the needed",
  severity: "high",
  level: "mandatory",
  types: [PROJECT_MEMBER, PROJECT_BINDING],
  invariants: ["projectRoles"],
  what: "Roles on the project are among those that services need.",
  why: "A role on the project holds for all its resources; secrets and services have bindings of their own.",
  fix: "the role of the binding; a binding on the single resource where there is one",
  source: "https://cloud.google.com/iam/docs/using-iam-securely",
  check(binding, { projectRoles }) {
    const role = binding.at("role");
    const name = role.text();
    // Basic roles, and a missing one, are what no-basic-role reports.
    if (name === undefined || BASIC_ROLES.includes(name) || projectRoles.includes(name)) return undefined;
    return role.refuse(projectRoles.join(" or "));
  },
});
