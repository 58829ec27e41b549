import { SERVICE } from "../resource/types.ts";
import { stackRule } from "../rule.ts";
import { accountOf, servicesByAccount } from "./secret-access.ts";

export const accountOfItsOwn = stackRule({
  id: "account-of-its-own",
  title: "No account for two services",
  severity: "medium",
  level: "mandatory",
  types: [SERVICE],
  invariants: [],
  what: "No two services run as the same account.",
  why: "A shared account may do what either needs, and its log entries do not tell which one did it.",
  fix: "services.<key>.serviceAccount",
  source: "https://cloud.google.com/run/docs/securing/service-identity",
  check(service, _invariants, stack) {
    const account = accountOf(service);
    const users = servicesByAccount(stack).get(account) ?? [];
    const others = users.filter(({ urn }) => urn !== service.urn);
    if (account === "" || others.length === 0) return undefined;
    const property = service.props.at("template", "serviceAccount");
    return property.refuse(`an account that ${others.map(({ name }) => name).join(", ")} does not use`);
  },
});
