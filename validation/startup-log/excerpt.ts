import { stripVTControlCharacters } from "node:util";
import type { Redact } from "../redaction/redact.ts";

const LONGEST = 400;

/** A line fit to be shown: secrets taken out first, control characters and line breaks made plain, then cut. */
export function createExcerpt(redact: Redact): (text: string) => string {
  return (text) => {
    const line = redact(stripVTControlCharacters(text))
      .replace(/\s*\n\s*/g, " ⏎ ")
      .replace(/\p{Cc}/gu, " ")
      .trim();
    return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
  };
}
