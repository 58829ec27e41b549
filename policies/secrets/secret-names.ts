import { plainVariablesOf } from "../resource/containers.ts";
import type { Property } from "../resource/property.ts";
import { NotKnown } from "../resource/reading-errors.ts";
import { SERVICE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";

const SECRET_WORDS =
  /(^|_)(PASSWORD|PASSWD|PASS|(?<=_)PWD|PASSPHRASE|SECRET|TOKEN|CREDENTIALS?|(API|PRIVATE|ACCESS|SIGNING|ENCRYPTION|SERVICE)_?KEY|KEY)(_|$)/;
/** Keys that are made to be shown. */
const PUBLIC_KEYS = /(?<=^|_)(PUBLIC|PUBLISHABLE|SITE)_?KEYS?(?=_|$)/g;
/** Names that say how a secret is used, not what it is. */
const ABOUT_SECRETS =
  /_(TTL|LIMIT|COUNT|BUDGET|PREFIX|ENABLED|TYPE|SECONDS|MINUTES|HOURS|DAYS|LENGTH|ALGORITHM|ISSUER|AUDIENCE|URL|URI|NAME|ID|PATH|FILE|HEADER)$/;

const SWITCH = /^(true|false|yes|no|on|off|0|1)$/i;
const AMOUNT = /^\d{1,7}$/;
/** What people choose for themselves may be a number. */
const CHOSEN = /(^|_)(PASSWORD|PASSWD|PASS|PWD|PASSPHRASE|SECRET)$/;

export const secretNames = resourceRule({
  id: "secret-names",
  title: "No secret by name in the clear",
  severity: "critical",
  level: "mandatory",
  types: [SERVICE],
  invariants: ["exemptVariables"],
  what: "No variable with a secret's name has its value in the clear.",
  why: "A value in the clear is read by everybody who may view the service, and stays in every old revision.",
  fix: "services.<key>.secrets",
  source: "https://cloud.google.com/run/docs/configuring/services/secrets",
  subjects: plainVariablesOf,
  check(variable, { exemptVariables }) {
    const given = variable.at("name").text() ?? "";
    const name = given.toUpperCase();
    if (!namesSecret(name) || exemptVariables.includes(given)) return undefined;
    const value = variable.at("value");
    if (saysHowMuch(name, value)) return undefined;
    return value.refuse("a version in Secret Manager", `${name} in the clear`);
  },
});

function namesSecret(name: string): boolean {
  return SECRET_WORDS.test(name.replace(PUBLIC_KEYS, "")) && !ABOUT_SECRETS.test(name);
}

/** Whether the value is a switch's or an amount, which no generated secret is; one that is still to be made, or hidden, is neither. */
function saysHowMuch(name: string, value: Property): boolean {
  const text = textIfKnown(value);
  return SWITCH.test(text) || (AMOUNT.test(text) && !CHOSEN.test(name));
}

function textIfKnown(value: Property): string {
  try {
    return value.text() ?? "";
  } catch (error) {
    if (error instanceof NotKnown) return "";
    throw error;
  }
}
