import { accountEmail, membersOf } from "../resource/members.ts";
import { remembered } from "../resource/remembered.ts";
import type { Resource } from "../resource/resource.ts";
import type { Stack } from "../resource/stack.ts";
import {
  ACCOUNT,
  PROJECT_BINDING,
  PROJECT_MEMBER,
  SECRET_BINDING,
  SECRET_MEMBER,
  SERVICE,
  SERVICE_BINDING,
  SERVICE_MEMBER,
} from "../resource/types.ts";
import { stackRule } from "../rule.ts";
import { accountOf } from "./secret-access.ts";

const ON_SERVICES = [SERVICE_MEMBER, SERVICE_BINDING];

export const orphanBindings = stackRule({
  id: "orphan-bindings",
  title: "No binding left behind",
  severity: "medium",
  level: "mandatory",
  types: [...ON_SERVICES, PROJECT_MEMBER, PROJECT_BINDING, SECRET_MEMBER, SECRET_BINDING],
  invariants: [],
  what: "Every binding is for a service account and on a service that this stack has.",
  why: "A binding that outlives its account comes back to life with the next account of that name.",
  fix: "remove the binding, or declare the service that it is for",
  source: "https://cloud.google.com/iam/docs/service-accounts-delete-undelete",
  check(binding, _invariants, stack) {
    if (ON_SERVICES.includes(binding.type)) return checkService(binding, stack);
    const known = accountsOf(stack);
    return membersOf(binding.props)
      .filter((member) => !known.includes(accountEmail(member.text()) ?? known[0] ?? ""))
      .map((member) => member.refuse("an account that the stack has"));
  },
});

function checkService({ props }: Resource, stack: Stack) {
  const name = props.at("name");
  const short = name.text()?.split("/").at(-1);
  return namesOf(stack).includes(short) ? undefined : name.refuse("a service that the stack has");
}

/** Those that it makes, and those that its services run as. */
const accountsOf = remembered((stack: Stack): string[] => {
  const made = stack.all(ACCOUNT).map(({ props }) => {
    return `${props.at("accountId").text()}@${props.at("project").text()}.iam.gserviceaccount.com`;
  });
  return [...made, ...stack.all(SERVICE).map(accountOf)];
});

const namesOf = remembered((stack: Stack) => stack.all(SERVICE).map(({ props }) => props.at("name").text()));
