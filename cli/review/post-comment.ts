import { Fault } from "../../faults/fault.ts";
import type { ReviewJob } from "../../preview/jobs/review-job.ts";
import { CommentRefused } from "../../preview/sticky/comment-host.ts";
import { type Published, publishComment } from "../../preview/sticky/publish-comment.ts";

/** What became of the comment. `refused`: the token may not write it, as that of a fork; nothing is wrong with the preview. */
export type Posted = Published | { outcome: "refused"; reason: string };

/** Posts the text as the stack's one comment. Fails with the Fault `comment-not-posted` where the forge does not answer. */
export async function postComment(job: ReviewJob, stack: string, text: string): Promise<Posted> {
  const { order, commit } = job;
  try {
    const host = await job.comments();
    if (!host) return { outcome: "refused", reason: `the job has no token for ${job.forge}` };
    return await publishComment(host, { stack, order, commit }, text);
  } catch (error) {
    if (error instanceof CommentRefused) return { outcome: "refused", reason: error.message };
    if (error instanceof Fault) throw error;
    throw new Fault({
      code: "comment-not-posted",
      outcome: "cloud",
      summary: `The comment could not be posted to ${job.forge}.`,
      evidence: [error instanceof Error ? error.message : String(error)],
      next: "run the job again; the preview itself is done",
      cause: error,
    });
  }
}
