import { type DriftResult, readDriftResult } from "../../preview/drift-result.ts";
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
  drift: DriftResult | undefined;
}

/**
 * What `--comment`, `--markdown`, `--out`, `--rehearsed` and `--drifted` ask for, checked before the engine runs. Fails with the Faults of
 * {@link findReviewJob}, {@link readRehearsalResult} and {@link readDriftResult}.
 */
export function reviewOf(options: VerbOptions, environment: NodeJS.ProcessEnv): Review {
  const { comment, markdown = false, out, rehearsed, drifted } = options;
  return {
    job: comment ? findReviewJob(environment) : undefined,
    markdown,
    outFile: out,
    rehearsal: rehearsed === undefined ? undefined : readRehearsalResult(rehearsed),
    drift: drifted === undefined ? undefined : readDriftResult(drifted),
  };
}
