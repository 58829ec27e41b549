import { code } from "./markdown/code.ts";
import { bytes } from "./markdown/room.ts";
import type { PreviewFacts } from "./preview-facts.ts";
import { redact } from "./redaction/redact.ts";
import { sections } from "./sections.ts";
import { verdictLine } from "./verdict.ts";

/** GitHub takes 65,536 characters; counted here in bytes, of which there are never fewer. The marker needs some as well. */
export const COMMENT_BYTES = 65_000;

/** A step summary takes 1 MiB: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands */
export const SUMMARY_BYTES = 1_048_576;

/** A preview as Markdown. */
export interface PreviewComment {
  text: string;
  /** Whether anything was left out for its length. */
  shortened: boolean;
}

/**
 * The comment that tells a reviewer everything, in at most so many bytes: every section gets the room that those before it
 * leave, so what comes last is shortened first. It holds no secret that the engine marks, or that has the shape of one.
 */
export function previewComment(facts: PreviewFacts, limitBytes: number = COMMENT_BYTES): PreviewComment {
  const whole = compose(facts, Number.POSITIVE_INFINITY);
  if (bytes(whole) <= limitBytes) return { text: whole, shortened: false };
  const footer = shortenedLine(facts);
  return { text: `${compose(facts, limitBytes - bytes(footer) - 2)}\n\n${footer}`, shortened: true };
}

function compose(facts: PreviewFacts, limitBytes: number): string {
  const head = [verdictLine(facts.preview), originLine(facts)].join("\n\n");
  let text = head;
  for (const section of sections) {
    const room = limitBytes - bytes(text) - 2;
    const rendered = section.render(facts, room);
    if (rendered === undefined) continue;
    const safe = redact(rendered);
    if (bytes(safe) <= room) text = `${text}\n\n${safe}`;
  }
  return text;
}

function originLine({ environment, commit, runUrl }: PreviewFacts): string {
  const against =
    environment === "rehearsal" ? "a rehearsal on one machine, not with the cloud" : "real staging's state";
  const parts = [
    ...(commit ? [`Commit ${code(commit.slice(0, 10))}`] : []),
    `compared with ${against}`,
    ...(runUrl ? [`[run](${runUrl})`] : []),
  ];
  return `<sub>${parts.join(" · ")}</sub>`;
}

function shortenedLine({ runUrl }: PreviewFacts): string {
  const summary = runUrl ? `[run's summary](${runUrl})` : "run's summary";
  return `*Shortened to what a comment may hold; the ${summary} and its artifact have the full text.*`;
}
