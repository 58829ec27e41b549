import { accountEmail, membersOf } from "../resource/members.ts";
import { remembered } from "../resource/remembered.ts";
import type { Resource } from "../resource/resource.ts";
import { secretAddress, secretReferences } from "../resource/secret-references.ts";
import type { Stack } from "../resource/stack.ts";
import { SECRET_BINDING, SECRET_MEMBER, SERVICE } from "../resource/types.ts";

/** That an account may do something with a secret. */
export interface SecretGrant {
  binding: Resource;
  email: string;
  /** `projects/P/secrets/S` */
  secret: string;
}

/** Every grant on a secret that the stack makes to service accounts. */
export const secretGrants = remembered((stack: Stack): SecretGrant[] =>
  stack.all(SECRET_MEMBER, SECRET_BINDING).flatMap(grantsOf),
);

export const grantsOf = remembered((binding: Resource): SecretGrant[] => {
  const { props } = binding;
  const secret = secretAddress(props.at("secretId").text() ?? "", props.at("project").text() ?? "");
  return membersOf(props).flatMap((member) => {
    const email = accountEmail(member.text());
    return email === undefined ? [] : [{ binding, email, secret }];
  });
});

/** The secrets that a service reads, each once, with the property that names it. */
export const secretsRead = remembered(({ props }: Resource) => {
  const project = props.at("project").text() ?? "";
  const named = secretReferences(props).map(({ secret }) => ({
    property: secret,
    address: secretAddress(secret.text() ?? "", project),
  }));
  return [...new Map(named.map((entry) => [entry.address, entry])).values()];
});

/** Email of the account that a service runs as; empty when it names none. */
export const accountOf = remembered(
  ({ props }: Resource): string => props.at("template", "serviceAccount").text() ?? "",
);

/** The services by the account that they run as. */
export const servicesByAccount = remembered((stack: Stack) => Map.groupBy(stack.all(SERVICE), accountOf));
