const NAME = /^[!#$%&'*+.^_`|~\w-]+$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a value must not hold
const FORBIDDEN = /[\0-\x08\x0a-\x1f\x7f]/;

/**
 * Where the name of a header line ends (RFC 9112, section 5): -1 for a line without a name, with a space before the colon or with
 * control characters, and for one that continues another.
 */
export function nameEnd(line: string): number {
  const colon = line.indexOf(":");
  return colon > 0 && NAME.test(line.slice(0, colon)) && !FORBIDDEN.test(line) ? colon : -1;
}
