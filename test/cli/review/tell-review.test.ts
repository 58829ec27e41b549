import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Review } from "../../../cli/review/review.ts";
import { tellReview } from "../../../cli/review/tell-review.ts";
import { Fault } from "../../../faults/fault.ts";
import { SUMMARY_BYTES } from "../../../preview/comment.ts";
import type { ReviewJob } from "../../../preview/jobs/review-job.ts";
import { type CommentHost, CommentRefused } from "../../../preview/sticky/comment-host.ts";
import { recordedFacts } from "../../preview/recorded-streams.ts";

describe("telling a preview", () => {
  let folder: string;
  let summaryFile: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tell-review-"));
    summaryFile = join(folder, "summary.md");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function tell(job: Partial<ReviewJob>, name = "update") {
    const notes: string[] = [];
    const output = {
      json: false,
      given: false,
      result: () => undefined,
      note: (line: string) => notes.push(line),
    };
    const whole: ReviewJob = {
      forge: "GitHub",
      order: [1, 1],
      commit: "ab12",
      summaryFile,
      comments: async () => undefined,
      ...job,
    };
    const review: Review = {
      job: whole,
      markdown: false,
      outFile: join(folder, "preview.md"),
      rehearsal: undefined,
      drift: undefined,
    };
    return { told: await tellReview(review, recordedFacts(name), output), notes };
  }

  /** A host whose every call ends like this. */
  function ending(error: Error): CommentHost {
    const call = () => Promise.reject(error);
    return { list: call, isHead: call, create: call, edit: call, remove: call };
  }

  it("says that a job has no token, and leaves it to the summary", async () => {
    const { told, notes } = await tell({});
    assert.deepEqual(told.comment, { outcome: "refused", reason: "the job has no token for GitHub" });
    assert.deepEqual(notes, [
      "no comment, the job has no token for GitHub; the run's summary has the preview instead",
    ]);
    assert.equal(readFileSync(summaryFile, "utf8"), `${told.markdown}\n`);
  });

  it("prints what no comment and no summary can hold", async () => {
    const { notes } = await tell({
      forge: "GitLab",
      summaryFile: undefined,
      comments: async () => ending(new CommentRefused("GitLab answered 401")),
    });
    assert.deepEqual(notes, ["no comment, GitLab answered 401; it is printed instead"]);
  });

  it("fails where the forge cannot be reached, with the file and the summary written", async () => {
    await assert.rejects(tell({ comments: async () => ending(new Error("socket hang up")) }), (error) => {
      assert.ok(error instanceof Fault);
      assert.deepEqual(
        [error.code, error.outcome, error.evidence],
        ["comment-not-posted", "cloud", ["socket hang up"]],
      );
      return true;
    });
    const whole = readFileSync(join(folder, "preview.md"), "utf8");
    assert.equal(readFileSync(summaryFile, "utf8"), whole);
  });

  it("leaves room for what the step's summary holds already", async () => {
    const taken = SUMMARY_BYTES - 10_000;
    writeFileSync(summaryFile, "x".repeat(taken));
    await tell({}, "many");
    const { length } = readFileSync(summaryFile);
    assert.ok(length > taken && length <= SUMMARY_BYTES, `${length} bytes`);
  });
});
