/** What a line of a log means, whatever severity it was logged with. */
export interface LogPattern {
  /** Stable, kebab-case. */
  id: string;
  severity: "error" | "warning";
  /** Why it matters, in one sentence. */
  reason: string;
  match: RegExp;
}

/** One expression that matches wherever any of the patterns does: most lines match none, and are done with one look. */
export function anyOf(patterns: readonly LogPattern[]): RegExp {
  const sources = patterns.map(({ match }) => {
    const flags = match.flags.replace(/[^ims]/g, "");
    return flags ? `(?${flags}:${match.source})` : `(?:${match.source})`;
  });
  return new RegExp(sources.length === 0 ? "(?!)" : sources.join("|"));
}
