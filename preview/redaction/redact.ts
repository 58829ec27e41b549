import { ADDRESS_PASSWORD, TOKEN_SHAPES } from "../../redaction/token-shapes.ts";
import { SECRET_TEXT } from "../plan/engine-value.ts";

/** A text without what has the shape of a known token and without passwords in addresses; all else stays as it is. */
export function redact(text: string): string {
  const withoutTokens = TOKEN_SHAPES.reduce((rest, shape) => rest.replaceAll(shape, SECRET_TEXT), text);
  return withoutTokens.replaceAll(ADDRESS_PASSWORD, `$1${SECRET_TEXT}`);
}
