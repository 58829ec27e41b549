/** Shorter texts carry too little to tell a key from a word. */
const MIN_LENGTH = 20;
/** Bits per character; a text that repeats itself lies below, random letters and digits above 4. */
const MIN_ENTROPY = 3.5;
/** Part of neighbouring characters that are of different kinds. Random text has 0.62, words put together in capitals 0.4. */
const MIN_CHANGES = 0.42;

/**
 * Whether a text looks like a generated key: one word of letters of both cases and digits, too mixed to be language. Digests in
 * hexadecimal, addresses, paths, file names and names of revisions do not.
 */
export function looksRandom(text: string): boolean {
  if (text.length < MIN_LENGTH || !/^[\w+=-]+$/.test(text)) return false;
  if (!/[a-z]/.test(text) || !/[A-Z]/.test(text) || !/\d/.test(text)) return false;
  return entropy(text) >= MIN_ENTROPY && changesOfKind(text) >= MIN_CHANGES;
}

/** Shannon entropy in bits per character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

function changesOfKind(text: string): number {
  const kinds = [...text].map((character) => KINDS.findIndex((kind) => kind.test(character)));
  const changes = kinds.filter((kind, position) => position > 0 && kind !== kinds[position - 1]).length;
  return changes / (text.length - 1);
}

const KINDS = [/[a-z]/, /[A-Z]/, /\d/, /./];
