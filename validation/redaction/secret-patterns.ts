import { ADDRESS_PASSWORD, TOKEN_SHAPES } from "../../redaction/token-shapes.ts";

/** What gives a secret away by its looks. The first group, where there is one, is kept. */
export const SECRET_PATTERNS: readonly RegExp[] = [
  ...TOKEN_SHAPES,
  ADDRESS_PASSWORD,
  /((?:authorization["']?\s*[:=]\s*["']?)?\b(?:bearer|basic)\s+)[\w.~+/=-]{8,}/gi,
  // name=value, name: value and "name": "value", where the name says what it is.
  /((?:^|[^a-z\d])(?:[\w.-]*[_.-])?(?:password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|secret[_-]?key|jwt[_-]?secret[\w-]*|client[_-]?secret|session[_-]?id|cookie|credentials?)["']?\s*[=:]\s*["']?)(?!\s|["'])[^\s"',;&})\]]{3,}/gi,
];
