import type { Environment, ReviewJob } from "./review-job.ts";

/**
 * The GitLab job that this process is part of, or undefined outside of one, and in one that is not about a merge request.
 * https://docs.gitlab.com/ci/variables/predefined_variables/
 */
export function gitlabJob(environment: Environment): ReviewJob | undefined {
  const { GITLAB_CI, CI_API_V4_URL, CI_PROJECT_ID, CI_MERGE_REQUEST_IID } = environment;
  if (GITLAB_CI !== "true" || !CI_API_V4_URL || !CI_PROJECT_ID || !CI_MERGE_REQUEST_IID) return undefined;
  const { CI_PIPELINE_ID = "0", CI_JOB_ID = "0" } = environment;
  return {
    forge: "GitLab",
    commit: environment.CI_MERGE_REQUEST_SOURCE_BRANCH_SHA || environment.CI_COMMIT_SHA,
    order: [Number(CI_PIPELINE_ID), Number(CI_JOB_ID)],
    runUrl: environment.CI_JOB_URL,
    comments: () =>
      comments(environment, { apiUrl: CI_API_V4_URL, projectId: CI_PROJECT_ID, iid: CI_MERGE_REQUEST_IID }),
  };
}

async function comments(
  environment: Environment,
  { apiUrl, projectId, iid }: Record<"apiUrl" | "projectId" | "iid", string>,
) {
  const { GITLAB_TOKEN, CI_JOB_TOKEN, CI_MERGE_REQUEST_PROJECT_URL = "" } = environment;
  const token = GITLAB_TOKEN || CI_JOB_TOKEN;
  if (!token) return undefined;
  const { gitlabNotes } = await import("../sticky/gitlab-notes.ts");
  return gitlabNotes({
    apiUrl,
    projectId,
    iid: Number(iid),
    url: `${CI_MERGE_REQUEST_PROJECT_URL}/-/merge_requests/${iid}`,
    tokenHeader: GITLAB_TOKEN ? "PRIVATE-TOKEN" : "JOB-TOKEN",
    token,
  });
}
