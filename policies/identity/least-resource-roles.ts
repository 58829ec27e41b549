import { SECRET_BINDING, SECRET_MEMBER, SERVICE_BINDING, SERVICE_MEMBER } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";
import { BASIC_ROLES } from "./no-basic-role.ts";

/** The one role that the stack gives on a resource of each kind. */
const NEEDED: Record<string, string> = {
  [SERVICE_MEMBER]: "roles/run.invoker",
  [SERVICE_BINDING]: "roles/run.invoker",
  [SECRET_MEMBER]: "roles/secretmanager.secretAccessor",
  [SECRET_BINDING]: "roles/secretmanager.secretAccessor",
};

export const leastResourceRoles = resourceRule({
  id: "least-resource-roles",
  title: "No resource role beyond the needed",
  severity: "high",
  level: "mandatory",
  types: Object.keys(NEEDED),
  invariants: [],
  what: "A service may be invoked and a secret read, and nothing more is given on either.",
  why: "An admin of a secret can read it, change it and hand it on; the service only has to read it.",
  fix: "the role of the binding",
  source: "https://cloud.google.com/secret-manager/docs/access-control",
  check(binding, _invariants, { type }) {
    const role = binding.at("role");
    const name = role.text();
    if (name === undefined || BASIC_ROLES.includes(name) || name === NEEDED[type]) return undefined;
    return role.refuse(NEEDED[type] ?? "none");
  },
});
