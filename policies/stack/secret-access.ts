import { accountEmail, membersOf } from "../resource/members.ts";
import type { Resource } from "../resource/resource.ts";
import { secretAddress, secretReferences } from "../resource/secret-references.ts";
import type { Stack } from "../resource/stack.ts";
import { SECRET_BINDING, SECRET_MEMBER } from "../resource/types.ts";

/** That an account may do something with a secret. */
export interface SecretGrant {
  binding: Resource;
  email: string;
  /** `projects/P/secrets/S` */
  secret: string;
}

/** Every grant on a secret that the stack makes to service accounts. */
export function secretGrants(stack: Stack): SecretGrant[] {
  return stack.all(SECRET_MEMBER, SECRET_BINDING).flatMap(grantsOf);
}

export function grantsOf(binding: Resource): SecretGrant[] {
  const { props } = binding;
  const secret = secretAddress(props.at("secretId").text() ?? "", props.at("project").text() ?? "");
  return membersOf(props).flatMap((member) => {
    const email = accountEmail(member.text());
    return email === undefined ? [] : [{ binding, email, secret }];
  });
}

/** The secrets that a service reads, each once, with the property that names it. */
export function secretsRead({ props }: Resource) {
  const project = props.at("project").text() ?? "";
  const named = secretReferences(props).map(({ secret }) => ({
    property: secret,
    address: secretAddress(secret.text() ?? "", project),
  }));
  return [...new Map(named.map((entry) => [entry.address, entry])).values()];
}

export function accountOf({ props }: Resource): string {
  return props.at("template", "serviceAccount").text() ?? "";
}
