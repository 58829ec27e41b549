import { ASSIGNED_SECRETS } from "../../redaction/named-secrets.ts";
import { ADDRESS_PASSWORD, TOKEN_SHAPES } from "../../redaction/token-shapes.ts";
import { SECRET_TEXT } from "../plan/engine-value.ts";

/**
 * A text without what has the shape of a known token, without passwords in addresses and without what is set under a secret's
 * name, as in `password=…`; all else stays as it is.
 */
export function redact(text: string): string {
  const withoutTokens = TOKEN_SHAPES.reduce((rest, shape) => rest.replaceAll(shape, SECRET_TEXT), text);
  return [ADDRESS_PASSWORD, ...ASSIGNED_SECRETS].reduce(
    (rest, pattern) => rest.replaceAll(pattern, `$1${SECRET_TEXT}`),
    withoutTokens,
  );
}
