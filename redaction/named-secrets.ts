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
].join("|");

/** Where a secret stands under its name in a text; the first group is what stands before the value, and is kept. */
export const NAMED_SECRETS: readonly RegExp[] = namedSecrets("[=:]", "");

/**
 * Only what is set by an equals sign, each within its line: in a rendered page a colon also stands behind the path of a property
 * that names a secret and holds none, and a value that was cut short must not take the lines below with it.
 */
export const ASSIGNED_SECRETS: readonly RegExp[] = namedSecrets("=", "\\n");

/**
 * name=, name: and "name":, where the name says what it is; in JSON that stands in JSON the quotes have backslashes.
 *
 * @param notWithin where a value ends in any case; as in a class of characters.
 */
function namedSecrets(sign: string, notWithin: string): RegExp[] {
  const space = `[^\\S${notWithin}]*`;
  const name = `(?<![\\w.-])[\\w.-]*(?:${WORDS})\\\\*["']?${space}${sign}${space}`;
  const any = notWithin === "" ? "[\\s\\S]" : `[^${notWithin}]`;
  return [
    // A quoted value to its closing quote, or to the end where an excerpt cuts it.
    `(${name}")(?:\\\\.|[^"\\\\${notWithin}])+`,
    `(${name}')(?:\\\\.|[^'\\\\${notWithin}])+`,
    `(${name}(\\\\+["']))${any}+?(?=\\2|$)`,
    // A backtick at its end is the page's, around code.
    `(${name})(?!\\s|["'\\\\]|\\[(?:redacted|secret)\\])(?:[^\\s"',;&})\\]\`]|\`(?=\\w)){3,}`,
  ].map((source) => new RegExp(source, notWithin === "" ? "gi" : "gim"));
}
