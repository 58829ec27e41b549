/** What a line of a log means, whatever severity it was logged with. */
export interface LogPattern {
  /** Stable, kebab-case. */
  id: string;
  severity: "error" | "warning";
  /** Why it matters, in one sentence. */
  reason: string;
  match: RegExp;
}

/** Something that a line either has or has not. */
export type LineTest = Pick<RegExp, "test">;

/**
 * One look that finds whether any of the patterns matches: most lines match none, and are done with it. An expression for each set of
 * flags: inline flags such as `(?i:…)` were seen to miss a match now and then in a long run of Node 24.
 */
export function anyOf(patterns: readonly LogPattern[]): LineTest {
  const sources = new Map<string, string[]>();
  for (const { match } of patterns) {
    const flags = match.flags.replace(/[^imsu]/g, "");
    sources.set(flags, [...(sources.get(flags) ?? []), `(?:${match.source})`]);
  }
  const expressions = [...sources].map(([flags, parts]) => new RegExp(parts.join("|"), flags));
  return { test: (line) => expressions.some((expression) => expression.test(line)) };
}
