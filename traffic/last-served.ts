import type { Health, ServingEntry } from "./serving-history.ts";

/** When a revision last began to serve, RFC 3339, and how it did. */
export interface LastServed {
  servedSince: string;
  health: Health;
}

/**
 * Every revision that a history knows, the one that served last first, and of several at once the largest share first. Good health is
 * that of all that served together; bad health, or that nobody looked, is that of the revision that had come newly: what served beside
 * it did as it had done before.
 *
 * @param history newest first.
 */
export function lastServed(history: readonly ServingEntry[]): Map<string, LastServed> {
  const served = new Map<string, LastServed>();
  const judged = new Set<string>();
  for (const [index, { to, at, health }] of history.entries()) {
    const newcomers = newcomersOf(history.slice(index));
    const byShare = Object.entries(to).sort(([, one], [, other]) => other - one);
    for (const [revision] of byShare) {
      if (judged.has(revision)) continue;
      const isJudged = health === "good" || newcomers.includes(revision);
      if (isJudged) judged.add(revision);
      const servedSince = served.get(revision)?.servedSince ?? at;
      served.set(revision, { servedSince, health: isJudged ? health : "unverified" });
    }
  }
  return served;
}

/** Of what the newest entry serves, what began to serve last: a change of shares alone brings nobody new. */
function newcomersOf(history: readonly ServingEntry[]): string[] {
  const serving = Object.keys(history[0]?.to ?? {});
  for (const { from } of history) {
    const newcomers = serving.filter((revision) => !(revision in from));
    if (newcomers.length > 0) return newcomers;
  }
  return serving;
}
