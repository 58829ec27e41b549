/** Room from which on nothing has to be spared, as in a file or a run's summary. */
export const AMPLE_ROOM = 200_000;

/** Bytes of a text in UTF-8; never fewer than the characters that GitHub counts. */
export function bytes(text: string): number {
  return Buffer.byteLength(text);
}

/**
 * As many of the parts as have room, the first ones first, and what is said of those left out.
 *
 * @param room bytes for all together.
 * @param separator between the parts.
 * @param rest the words for what is left out, given how many.
 */
export function fitting(
  parts: readonly string[],
  room: number,
  separator: string,
  rest: (left: number) => string,
): string[] {
  const sizes = parts.map((part) => bytes(part) + bytes(separator));
  if (sizes.reduce((sum, size) => sum + size, 0) <= room) return [...parts];
  let left = room - bytes(rest(parts.length)) - bytes(separator);
  const end = sizes.findIndex((size) => {
    left -= size;
    return left < 0;
  });
  return [...parts.slice(0, end), rest(parts.length - end)];
}

/** A text cut to a number of characters, with how many there were. */
export function shortened(text: string, characters: number): string {
  if (text.length <= characters) return text;
  const cut = text.slice(0, characters).replace(/[\uD800-\uDBFF]$/, "");
  return `${cut}… (${text.length} characters)`;
}
