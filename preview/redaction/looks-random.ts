/** Shorter texts carry too little to tell a key from a word. */
const MIN_LENGTH = 20;
/** Bits per character. English words and hyphenated names lie below 3.6; random text of letters and digits above 4. */
const MIN_ENTROPY = 3.7;

/**
 * Whether a text looks like a generated key: one word of letters of both cases and digits, too even to be language. Digests in
 * hexadecimal, addresses, paths, file names and names of revisions do not.
 */
export function looksRandom(text: string): boolean {
  if (text.length < MIN_LENGTH || !/^[\w+=-]+$/.test(text)) return false;
  if (!/[a-z]/.test(text) || !/[A-Z]/.test(text) || !/\d/.test(text)) return false;
  return entropy(text) >= MIN_ENTROPY;
}

/** Shannon entropy in bits per character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
