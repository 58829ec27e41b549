import { stripVTControlCharacters } from "node:util";

const CHANGING: [RegExp, string][] = [
  [/\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d+)?(?:Z|[+-]\d{2}:?\d{2})?/g, "<time>"],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, "<id>"],
  [/\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{8,}\b/gi, "<id>"],
  [/-\d{5}-[a-z0-9]{3}\b/g, "-<revision>"],
  [/\d+(?:\.\d+)*/g, "<n>"],
  [/\s+/g, " "],
];
const LONGEST = 300;

/** A line without what differs from start to start: timestamps, ids, revision suffixes, numbers. */
export function normaliseLine(text: string): string {
  let line = stripVTControlCharacters(text.length > 4 * LONGEST ? text.slice(0, 4 * LONGEST) : text);
  for (const [pattern, replacement] of CHANGING) line = line.replace(pattern, replacement);
  return line.trim().slice(0, LONGEST);
}
