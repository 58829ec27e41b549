import { plainVariablesOf } from "../resource/containers.ts";
import { SERVICE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";

const SECRET_WORDS =
  /(^|_)(PASSWORD|PASSWD|PASS|(?<=_)PWD|PASSPHRASE|SECRET|TOKEN|CREDENTIALS?|(API|PRIVATE|ACCESS|SIGNING|ENCRYPTION|SERVICE)_?KEY|KEY)(_|$)/;
/** Names that say how a secret is used, not what it is. */
const ABOUT_SECRETS =
  /_(TTL|SECONDS|MINUTES|HOURS|DAYS|LENGTH|ALGORITHM|ISSUER|AUDIENCE|URL|URI|NAME|ID|PATH|FILE|HEADER)$/;

export const secretNames = resourceRule({
  id: "secret-names",
  title: "No secret by name in the clear",
  severity: "critical",
  level: "mandatory",
  types: [SERVICE],
  invariants: [],
  what: "No variable with a secret's name has its value in the clear.",
  why: "A value in the clear is read by everybody who may view the service, and stays in every old revision.",
  fix: "services.<key>.secrets",
  source: "https://cloud.google.com/run/docs/configuring/services/secrets",
  subjects: plainVariablesOf,
  check(variable) {
    const name = variable.at("name").text()?.toUpperCase() ?? "";
    if (!SECRET_WORDS.test(name) || ABOUT_SECRETS.test(name)) return undefined;
    const value = variable.at("value");
    return value.refuse("a version in Secret Manager", `${name} in the clear`);
  },
});
