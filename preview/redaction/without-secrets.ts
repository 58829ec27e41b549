import { isMap, isMasked, isUnknown, SECRET_TEXT, UNKNOWN_TEXT } from "../plan/engine-value.ts";
import { looksRandom } from "./looks-random.ts";
import { redact } from "./redact.ts";
import { isSecretName, isSecretVariable } from "./secret-name.ts";

/**
 * A value of the engine as a comment may show it: what the engine masks stays masked, texts under names of secrets and texts
 * that look like keys are masked as well, and what is not known yet says so.
 *
 * @param name the property or variable that holds the value.
 */
export function withoutSecrets(value: unknown, name = ""): unknown {
  if (isUnknown(value)) return UNKNOWN_TEXT;
  if (isMasked(value)) return SECRET_TEXT;
  if (typeof value === "string") return textWithoutSecrets(value, name);
  if (Array.isArray(value)) return value.map((entry) => withoutSecrets(entry, name));
  if (!isMap(value)) return value;
  // An entry of a list of variables: its value goes by the variable's name, which may stand before the entry.
  const holder = (typeof value.name === "string" && value.name) || name || "value";
  const entries = Object.entries(value).map(
    ([key, part]) => [key, withoutSecrets(part, key === "value" ? holder : key)] as const,
  );
  return Object.fromEntries(entries);
}

function textWithoutSecrets(text: string, name: string): string {
  if (text === "" || !hidden(text, name)) return redact(text);
  return SECRET_TEXT;
}

/** A variable's key as `openssl rand -hex` makes it; commits and digests look alike, and are told by their names. */
const HEXADECIMAL = /^[\da-f]{32,}$/i;
const NAMES_A_DIGEST = /(^|_)(SHA\d*|DIGEST|CHECKSUM|COMMIT|REVISION|VERSION|HASH|TRACE|ID)(_|$)/;

/** A variable in small letters; properties are in camel case, labels and annotations have dashes. */
const SMALL_VARIABLE = /^[a-z\d]+(?:_[a-z\d]+)+$/;

/** `secretKeyRef.secret` and its like name a secret and hold none; a variable holds what its name says. */
function hidden(text: string, name: string): boolean {
  const capitals = name.toUpperCase();
  const isVariable = name === capitals || SMALL_VARIABLE.test(name);
  if (isVariable && HEXADECIMAL.test(text) && !NAMES_A_DIGEST.test(capitals)) return true;
  return (isVariable ? isSecretVariable(name) : isSecretName(name)) || looksRandom(text);
}
