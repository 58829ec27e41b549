import { findReviewJob } from "../../preview/jobs/find-review-job.ts";
import type { ReviewJob } from "../../preview/jobs/review-job.ts";
import { type RehearsalResult, readRehearsalResult } from "../../preview/rehearsal-result.ts";
import type { VerbOptions } from "../verb.ts";

/** Where a preview is told beside the terminal. */
export interface Review {
  /** The job whose pull request gets a comment. */
  job: ReviewJob | undefined;
  /** Whether the Markdown is the result on stdout. */
  markdown: boolean;
  /** File that gets the whole text. */
  outFile: string | undefined;
  rehearsal: RehearsalResult | undefined;
}

/**
 * What `--comment`, `--markdown`, `--out` and `--rehearsed` ask for, checked before the engine runs. Fails with the Faults of
 * {@link findReviewJob} and {@link readRehearsalResult}.
 */
export function reviewOf(options: VerbOptions, environment: NodeJS.ProcessEnv): Review {
  const { comment, markdown = false, out, rehearsed } = options;
  return {
    job: comment ? findReviewJob(environment) : undefined,
    markdown,
    outFile: out,
    rehearsal: rehearsed === undefined ? undefined : readRehearsalResult(rehearsed),
  };
}
