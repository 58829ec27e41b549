import { ADDRESS_PASSWORD, TOKEN_SHAPES } from "../../redaction/token-shapes.ts";

const WORDS = [
  ...["password", "passwd", "pwd", "secret", "token", "api[_-]?key", "access[_-]?key", "private[_-]?key"],
  ...[
    "secret[_-]?key",
    "jwt[_-]?secret[\\w-]*",
    "client[_-]?secret",
    "session[_-]?id",
    "cookie",
    "credentials?",
  ],
];
/** name=, name: and "name":, where the name says what it is; in JSON that stands in JSON the quotes have backslashes. */
const NAME = `(?<![\\w.-])[\\w.-]*(?:${WORDS.join("|")})\\\\*["']?\\s*[=:]\\s*`;

function named(value: string): RegExp {
  return new RegExp(
    value.replace("NAME", () => NAME),
    "gi",
  );
}

/** What gives a secret away by its looks. The first group, where there is one, is kept. */
export const SECRET_PATTERNS: readonly RegExp[] = [
  ...TOKEN_SHAPES,
  ADDRESS_PASSWORD,
  /((?:authorization["']?\s*[:=]\s*["']?)?\b(?:bearer|basic)\s+)[\w.~+/=-]{8,}/gi,
  // A quoted value to its closing quote, or to the end where an excerpt cuts it.
  named(String.raw`(NAME")(?:\\.|[^"\\])+`),
  named(String.raw`(NAME')(?:\\.|[^'\\])+`),
  named(String.raw`(NAME(\\+["']))[\s\S]+?(?=\2|$)`),
  named(String.raw`(NAME)(?!\s|["'\\]|\[redacted\])[^\s"',;&})\]]{3,}`),
];
