import {
  PROJECT_BINDING,
  PROJECT_MEMBER,
  SECRET_BINDING,
  SECRET_MEMBER,
  SERVICE_BINDING,
  SERVICE_MEMBER,
} from "../resource/types.ts";
import { resourceRule } from "../rule.ts";

export const BASIC_ROLES = ["roles/owner", "roles/editor", "roles/viewer", "roles/browser"];

export const noBasicRole = resourceRule({
  id: "no-basic-role",
  title: "No basic role",
  severity: "critical",
  level: "mandatory",
  types: [PROJECT_MEMBER, PROJECT_BINDING, SECRET_MEMBER, SECRET_BINDING, SERVICE_MEMBER, SERVICE_BINDING],
  invariants: [],
  what: "Nobody is given a basic role.",
  why: "Owner, editor and viewer reach into every service of the project, those added later too.",
  fix: "the role of the binding: the one that the service needs, such as roles/cloudsql.client",
  source: "https://cloud.google.com/iam/docs/roles-overview",
  check(binding) {
    const role = binding.at("role");
    return BASIC_ROLES.includes(role.text() ?? "roles/owner")
      ? role.refuse("a role of one service")
      : undefined;
  },
});
