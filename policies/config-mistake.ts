import type * as z from "zod";

/** One thing that is wrong in a pack's config. */
export interface ConfigMistake {
  /** Such as `memory-limit.memoryMiB.min`. */
  path: string;
  expected: string;
  actual: string;
  example?: string;
}

/** What stands where a rule has none of that name; one that begins alike is offered. */
export function unknownRule(name: string, known: readonly string[]): ConfigMistake {
  const meant = known.find((one) => one.startsWith(name) || name.startsWith(one));
  return {
    path: name,
    expected: "the name of a rule (docs/policies.md)",
    actual: "an unknown rule",
    ...(meant === undefined ? {} : { example: meant }),
  };
}

export function unknownKey(path: string, known: readonly string[]): ConfigMistake {
  const expected = known.length > 1 ? `one of ${known.join(", ")}` : `only ${known.join("")}`;
  return { path, expected, actual: "an unknown key" };
}

/** A value that the schema refuses. */
export function wrongValue(
  path: string,
  issue: z.core.$ZodIssue,
  value: unknown,
  right: unknown,
): ConfigMistake {
  const example = right === undefined ? {} : { example: JSON.stringify(right) };
  return { path, expected: expectedBy(issue), actual: inWords(value), ...example };
}

/** A value as a fault may show it: scalars as they are, anything larger by its kind. */
export function inWords(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "a map" : JSON.stringify(value);
}

const KINDS: Record<string, string> = {
  number: "a number",
  string: "a text",
  boolean: "true or false",
  array: "a list",
  object: "a map",
  record: "a map",
};

function expectedBy(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type") return KINDS[issue.expected] ?? issue.expected;
  if (issue.code === "too_small" && issue.origin === "string") return "a text that is not empty";
  if (issue.code === "too_small") return `at least ${issue.minimum}`;
  if (issue.code === "too_big") return `at most ${issue.maximum}`;
  if (issue.code === "invalid_format" && issue.pattern) return `a text like ${issue.pattern}`;
  return issue.message;
}
