import { readFileSync } from "node:fs";
import type { Environment, ReviewJob } from "./review-job.ts";

interface PullRequestEvent {
  pull_request?: { number: number; head: { sha: string } };
}

/**
 * The GitHub workflow run that this process is part of, or undefined outside of one, and in one that is not about a pull
 * request. https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 */
export function githubJob(environment: Environment): ReviewJob | undefined {
  const { GITHUB_ACTIONS, GITHUB_REPOSITORY, GITHUB_EVENT_PATH } = environment;
  if (GITHUB_ACTIONS !== "true" || !GITHUB_REPOSITORY || !GITHUB_EVENT_PATH) return undefined;
  const { pull_request } = JSON.parse(readFileSync(GITHUB_EVENT_PATH, "utf8")) as PullRequestEvent;
  if (!pull_request) return undefined;
  const {
    GITHUB_RUN_ID = "0",
    GITHUB_RUN_ATTEMPT = "1",
    GITHUB_SERVER_URL = "https://github.com",
  } = environment;
  return {
    forge: "GitHub",
    commit: pull_request.head.sha,
    order: [Number(GITHUB_RUN_ID), Number(GITHUB_RUN_ATTEMPT)],
    runUrl: `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`,
    summaryFile: environment.GITHUB_STEP_SUMMARY,
    comments: () => comments(environment, GITHUB_REPOSITORY, pull_request.number),
  };
}

async function comments(environment: Environment, repository: string, number: number) {
  const token = environment.GITHUB_TOKEN || environment.GH_TOKEN;
  if (!token) return undefined;
  const { githubComments } = await import("../sticky/github-comments.ts");
  const [owner = "", repo = ""] = repository.split("/");
  const apiUrl = environment.GITHUB_API_URL || "https://api.github.com";
  return githubComments({ apiUrl, owner, repo, number, token });
}
