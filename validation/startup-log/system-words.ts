import { isRecord } from "./cloud-logging-entry.ts";
import { STATE_MARK } from "./stated-system.ts";

/** A system with the words that tell its state; empty where it is only named. */
export type SystemWords = [name: string, words: string];

/**
 * Reads the systems that a text names, several on a line or a line each: `Redis: connected`, `Redis ✅`, `❌ Redis`. Whether marks
 * stand before or behind the names, the first of a line decides.
 */
export function createSystemReader(systems: readonly string[]): (text: string) => SystemWords[] {
  const names = systems.join("|");
  const marksFirst = new RegExp(`^(?:(?!${names}).)*?${STATE_MARK}\\s*(?:${names})\\b`, "u");
  const marked = new RegExp(
    `(${STATE_MARK})\\s*(${names})(?:\\s*[:=]\\s*([^,;]*?))?(?=[,;]|\\s*${STATE_MARK}\\s*(?:${names})\\b|$)`,
    "gu",
  );
  const named = new RegExp(
    `(${names})(?:(?:\\s*[:=]\\s*|\\s*(?=${STATE_MARK}))([^,;]*?))?(?=[,;]|\\s*(?:${names})\\b|$)`,
    "gu",
  );
  return (text) =>
    text
      .split("\n")
      .flatMap((line) =>
        marksFirst.test(line)
          ? [...line.matchAll(marked)].map(
              ([, mark, name = "", words = ""]): SystemWords => [name, `${mark} ${words}`.trim()],
            )
          : [...line.matchAll(named)].map(([, name = "", words = ""]): SystemWords => [name, words.trim()]),
      );
}

/** The same of a structured field, whose values may be words, truth values or objects with one of them. */
export function systemFields(
  systems: readonly string[],
  fields: Readonly<Record<string, unknown>>,
): SystemWords[] {
  return systems.flatMap((name): SystemWords[] =>
    fields[name] === undefined ? [] : [[name, wordsOf(fields[name])]],
  );
}

function wordsOf(value: unknown): string {
  if (!isRecord(value)) return String(value);
  const { status, state, up, healthy, ok } = value;
  return String(status ?? state ?? up ?? healthy ?? ok ?? "");
}
