import { remembered } from "../resource/remembered.ts";
import type { Stack } from "../resource/stack.ts";
import { SERVICE } from "../resource/types.ts";
import { stackRule } from "../rule.ts";
import { accountOf, secretGrants, secretsRead } from "./secret-access.ts";

export const secretsReadable = stackRule({
  id: "secrets-readable",
  title: "Every secret can be read",
  severity: "high",
  level: "mandatory",
  types: [SERVICE],
  invariants: [],
  what: "The service's account may read every secret that the service refers to.",
  why: "One secret that cannot be read, and no instance of the new revision starts.",
  fix: "services.<key>.secrets (the stack makes the bindings from it)",
  source: "https://cloud.google.com/run/docs/configuring/services/secrets",
  check(service, _invariants, stack) {
    const account = accountOf(service);
    const granted = grantsByAccount(stack).get(account) ?? [];
    const readable = granted.map(({ secret }) => secret);
    return secretsRead(service)
      .filter(({ address }) => !readable.includes(address))
      .map(({ property }) => property.refuse(`a secret that ${account || "the account"} may read`));
  },
});

const grantsByAccount = remembered((stack: Stack) => Map.groupBy(secretGrants(stack), ({ email }) => email));
