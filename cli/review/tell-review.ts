import { appendFile, stat } from "node:fs/promises";
import { previewComment, SUMMARY_BYTES } from "../../preview/comment.ts";
import type { PreviewFacts } from "../../preview/preview-facts.ts";
import type { Output } from "../output.ts";
import { writeOutput } from "../output-file.ts";
import { type Posted, postComment } from "./post-comment.ts";
import type { Review } from "./review.ts";

/** What was told where. */
export interface ToldReview {
  /** The whole text. */
  markdown: string;
  comment?: Posted;
}

/**
 * Tells a preview: the whole of it into the file and the run's summary, what fits into the comment. The comment comes last, so
 * that the rest is there whatever becomes of it.
 */
export async function tellReview(review: Review, facts: PreviewFacts, output: Output): Promise<ToldReview> {
  const { job, outFile } = review;
  const { text: markdown } = previewComment(facts, Number.POSITIVE_INFINITY);
  if (outFile !== undefined) await writeOutput("--out", outFile, `${markdown}\n`);
  if (!job) return { markdown };
  if (job.summaryFile) await appendSummary(job.summaryFile, facts);
  const comment = await postComment(job, facts.preview.stack, previewComment(facts).text);
  output.note(inWords(comment, job.summaryFile !== undefined));
  return { markdown, comment };
}

/** What earlier commands of the same step wrote takes of the same room. */
async function appendSummary(file: string, facts: PreviewFacts): Promise<void> {
  const room = SUMMARY_BYTES - (await sizeOf(file)) - 1;
  const { text } = previewComment(facts, room);
  // A summary that is too long is shown to nobody.
  if (Buffer.byteLength(text) <= room) await appendFile(file, `${text}\n`);
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return 0;
    throw error;
  }
}

function inWords(comment: Posted, hasSummary: boolean): string {
  if (comment.outcome === "refused") {
    const place = hasSummary ? "the run's summary has the preview instead" : "it is printed instead";
    return `no comment, ${comment.reason}; ${place}`;
  }
  if (comment.outcome === "outdated")
    return `the comment is of a later push and was left alone: ${comment.url}`;
  return `comment ${comment.outcome}: ${comment.url}`;
}
