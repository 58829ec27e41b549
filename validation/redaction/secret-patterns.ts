import { NAMED_SECRETS } from "../../redaction/named-secrets.ts";
import { ADDRESS_PASSWORD, TOKEN_SHAPES } from "../../redaction/token-shapes.ts";

/** What gives a secret away by its looks. The first group, where there is one, is kept. */
export const SECRET_PATTERNS: readonly RegExp[] = [
  ...TOKEN_SHAPES,
  ADDRESS_PASSWORD,
  /((?:authorization["']?\s*[:=]\s*["']?)?\b(?:bearer|basic)\s+)[\w.~+/=-]{8,}/gi,
  ...NAMED_SECRETS,
];
