import { UnreadableLog } from "./unreadable-log.ts";

/** Above this share of a beginning, what is no text was not damaged on the way but is none. */
const MOST_OF_NO_TEXT = 0.1;

/** NUL and other control characters that no log holds (tabs, line ends and colours are left out), and what was no UTF-8. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it looks for just them
const NO_TEXT = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f\ufffd]/g;

/** Refuses by its beginning what is no log: it would be read as lines without an error, and called READY. Throws {@link UnreadableLog}. */
export function refuseForeign(beginning: string): void {
  const expected = "a log as text in UTF-8";
  if (beginning.startsWith("\u001f\ufffd")) throw new UnreadableLog(expected, "gzip: unpack it first");
  const strange = beginning.match(NO_TEXT)?.length ?? 0;
  if (strange > beginning.length * MOST_OF_NO_TEXT)
    throw new UnreadableLog(expected, "another encoding (such as UTF-16), or no text at all");
  if (/^\s*<(?:!doctype\s+html|html)\b/i.test(beginning)) throw new UnreadableLog(expected, "a web page");
}
