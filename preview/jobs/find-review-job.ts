import { Fault } from "../../faults/fault.ts";
import { githubJob } from "./github-job.ts";
import { gitlabJob } from "./gitlab-job.ts";
import type { Environment, ReviewJob } from "./review-job.ts";

/** The job that this process is part of. Fails with the Fault `no-pull-request` where there is nothing to comment on. */
export function findReviewJob(environment: Environment): ReviewJob {
  const job = githubJob(environment) ?? gitlabJob(environment);
  if (job) return job;
  throw new Fault({
    code: "no-pull-request",
    outcome: "usage",
    summary: "There is no pull request to comment on.",
    findings: [
      {
        path: "--comment",
        expected: "a GitHub workflow run on pull_request, or a GitLab merge request pipeline",
        actual: whereWeAre(environment),
      },
    ],
    next: "stage preview --markdown prints the same text, --out FILE writes it",
  });
}

function whereWeAre({
  GITHUB_ACTIONS,
  GITHUB_EVENT_NAME,
  GITLAB_CI,
  CI_PIPELINE_SOURCE,
}: Environment): string {
  if (GITHUB_ACTIONS === "true") return `a GitHub workflow run on ${GITHUB_EVENT_NAME || "an unnamed event"}`;
  if (GITLAB_CI === "true") return `a GitLab pipeline of ${CI_PIPELINE_SOURCE || "an unnamed source"}`;
  return "neither of the two";
}
