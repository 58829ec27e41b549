/** What stands for an identifier. */
const PLACEHOLDER = "#";

const MAIL_ADDRESS = /[\w.%+-]+@[\w-]+(?:\.[\w-]+)+/g;
const UUID = /\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gi;
const WORD = /[\w-]+/g;
/** Words before an identifier, such as `thr_`, which say of what it is, and words behind it; they stay. */
const WORDS_BEFORE = /^(?:[A-Z]?[a-z]{2,}[_-])+/;
const WORDS_BEHIND = /(?:[_-][A-Z]?[a-z]{3,})+$/;

/** A line without what differs from one time to the next: numbers, identifiers, mail addresses. */
export function withoutIdentifiers(line: string): string {
  return line
    .replace(MAIL_ADDRESS, PLACEHOLDER)
    .replace(UUID, PLACEHOLDER)
    .replace(WORD, withoutIdentifier)
    .replace(/\d+/g, PLACEHOLDER);
}

function withoutIdentifier(word: string): string {
  const [before = ""] = WORDS_BEFORE.exec(word) ?? [];
  const [behind = ""] = WORDS_BEHIND.exec(word.slice(before.length)) ?? [];
  const rest = word.slice(before.length, word.length - behind.length);
  const isOne = isPunctuatedIdentifier(rest) || rest.split(/[_-]/).some(isIdentifier);
  return isOne ? before + PLACEHOLDER + behind : word;
}

/** Names of errors, such as `ECONNRESET` and `E11000`, are mostly shorter or have no digits. */
const SHORTEST = 8;
const HEXADECIMAL = /^[0-9a-f]+$/i;

/**
 * Whether letters and digits are mixed as chance does it (ULID, base62, hexadecimal), not as in names such as `psycopg2` or
 * `OAuth2Client`. Where that cannot be told it is taken for an identifier: two errors that are alike in all other words are rarer
 * than one error about a hundred things.
 */
function isIdentifier(part: string): boolean {
  if (!isMixed(part) || /error|exception/i.test(part)) return false;
  if (HEXADECIMAL.test(part)) return true;
  if (hasBothCases(part)) return shareOfWords(part) < 0.6;
  return (part.match(/\d+|[a-z]+/gi) ?? []).length > 2;
}

/** nanoid and base64url have `_` and `-` among their characters. */
function isPunctuatedIdentifier(text: string): boolean {
  return /[_-]/.test(text) && isMixed(text) && hasBothCases(text) && shareOfWords(text) < 0.45;
}

function isMixed(text: string): boolean {
  return text.length >= SHORTEST && /\d/.test(text) && /[a-z]/i.test(text);
}

function hasBothCases(text: string): boolean {
  return /[a-z]/.test(text) && /[A-Z]/.test(text);
}

/** How much of it reads like the words of a name: three small letters in a row or more, with or without a capital before. */
function shareOfWords(text: string): number {
  return (text.match(/[A-Z]?[a-z]{3,}/g) ?? []).join("").length / text.length;
}
