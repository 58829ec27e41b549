import { SECRET_BINDING, SECRET_MEMBER } from "../resource/types.ts";
import { stackRule } from "../rule.ts";
import { grantsOf, secretsRead, servicesByAccount } from "./secret-access.ts";

export const secretsUnused = stackRule({
  id: "secrets-unused",
  title: "No other secret can be read",
  severity: "high",
  level: "mandatory",
  types: [SECRET_MEMBER, SECRET_BINDING],
  invariants: [],
  what: "A service's account may read no secret that its service does not refer to.",
  why: "Whoever gets into the service reads what its account may read, used or not.",
  fix: "services.<key>.secrets (the stack makes the bindings from it)",
  source: "https://cloud.google.com/secret-manager/docs/best-practices",
  check(binding, _invariants, stack) {
    const idle = grantsOf(binding).filter(({ email, secret }) => {
      const users = servicesByAccount(stack).get(email) ?? [];
      // An account that runs nothing is what orphan-bindings reports.
      return (
        users.length > 0 && !users.some((user) => secretsRead(user).some(({ address }) => address === secret))
      );
    });
    return idle.map(({ email }) =>
      binding.props.at("secretId").refuse(`a secret that the service of ${email} reads`),
    );
  },
});
