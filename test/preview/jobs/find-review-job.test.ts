import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Fault } from "../../../faults/fault.ts";
import { findReviewJob } from "../../../preview/jobs/find-review-job.ts";
import type { Environment } from "../../../preview/jobs/review-job.ts";

describe("the job that a preview is part of", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "review-job-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  function github(event: object, more: Environment = {}): Environment {
    const file = join(folder, "event.json");
    writeFileSync(file, JSON.stringify(event));
    const own = { GITHUB_ACTIONS: "true", GITHUB_REPOSITORY: "netra/backend", GITHUB_EVENT_PATH: file };
    return { ...own, GITHUB_RUN_ID: "1201", GITHUB_RUN_ATTEMPT: "3", ...more };
  }

  const GITLAB: Environment = {
    GITLAB_CI: "true",
    CI_API_V4_URL: "https://gitlab.example/api/v4",
    CI_PROJECT_ID: "42",
    CI_MERGE_REQUEST_IID: "7",
    CI_PIPELINE_ID: "900",
    CI_JOB_ID: "12",
    CI_JOB_URL: "https://gitlab.example/jobs/12",
    CI_COMMIT_SHA: "bb02",
  };

  function reasonOf(environment: Environment): string {
    try {
      findReviewJob(environment);
    } catch (error) {
      assert.ok(error instanceof Fault && error.code === "no-pull-request" && error.outcome === "usage");
      return error.findings[0]?.actual ?? "";
    }
    return "no fault";
  }

  it("is GitHub's, about the head that was pushed rather than the merge that is checked out", () => {
    const job = findReviewJob(
      github({ pull_request: { number: 7, head: { sha: "aa01" } } }, { GITHUB_SHA: "merge" }),
    );
    assert.deepEqual(
      [job.forge, job.commit, job.order, job.runUrl],
      ["GitHub", "aa01", [1201, 3], "https://github.com/netra/backend/actions/runs/1201"],
    );
  });

  it("links to the server that it runs on", () => {
    const environment = { GITHUB_SERVER_URL: "https://github.example" };
    const job = findReviewJob(github({ pull_request: { number: 7, head: { sha: "aa01" } } }, environment));
    assert.equal(job.runUrl, "https://github.example/netra/backend/actions/runs/1201");
  });

  it("is GitLab's, where merged results are built about the source branch", () => {
    const job = findReviewJob({ ...GITLAB, CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: "aa01" });
    assert.deepEqual([job.forge, job.commit, job.order], ["GitLab", "aa01", [900, 12]]);
    assert.equal(findReviewJob({ ...GITLAB, CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: "" }).commit, "bb02");
  });

  it("has no way to comment without a token", async () => {
    const job = findReviewJob(
      github({ pull_request: { number: 7, head: { sha: "aa01" } } }, { GITHUB_TOKEN: "" }),
    );
    assert.equal(await job.comments(), undefined);
    assert.equal(await findReviewJob(GITLAB).comments(), undefined);
  });

  it("is missing elsewhere, and the fault says where we are", () => {
    assert.equal(reasonOf({}), "neither of the two");
    const push = github({ ref: "refs/heads/main" }, { GITHUB_EVENT_NAME: "push" });
    assert.equal(reasonOf(push), "a GitHub workflow run on push");
    const branch = { GITLAB_CI: "true", CI_PIPELINE_SOURCE: "push" };
    assert.equal(reasonOf(branch), "a GitLab pipeline of push");
  });
});
