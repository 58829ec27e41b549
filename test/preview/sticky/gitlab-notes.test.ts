import assert from "node:assert/strict";
import { CommentRefused } from "../../../preview/sticky/comment-host.ts";
import { type GitLabMergeRequest, gitlabNotes } from "../../../preview/sticky/gitlab-notes.ts";
import { publishComment } from "../../../preview/sticky/publish-comment.ts";
import { LocalGitLab, PROJECT_BOT } from "../forges/local-gitlab.ts";

const STRANGER = 9;

describe("the sticky note on GitLab", () => {
  let gitlab: LocalGitLab;
  beforeEach(async () => {
    gitlab = await new LocalGitLab().start();
    gitlab.head = "ab12";
  });
  afterEach(() => gitlab.stop());

  function publish(pipeline: number, text: string, jobToken?: string) {
    const { apiUrl } = gitlab;
    const tokenHeader = jobToken === undefined ? "PRIVATE-TOKEN" : "JOB-TOKEN";
    const token = jobToken ?? PROJECT_BOT.token;
    const url = "https://gitlab.example/netra/backend/-/merge_requests/7";
    const mergeRequest: GitLabMergeRequest = { apiUrl, projectId: "42", iid: 7, url, tokenHeader, token };
    const marker = { stack: "staging", order: [pipeline, 1] as const, commit: "ab12" };
    return publishComment(gitlabNotes(mergeRequest, 1), marker, text);
  }

  const texts = () => gitlab.notes.map(({ body }) => body.split("\n").slice(1).join("\n"));

  it("is made once and edited in its place", async () => {
    assert.deepEqual(await publish(1, "first"), {
      outcome: "created",
      url: "https://gitlab.example/netra/backend/-/merge_requests/7#note_301",
    });
    assert.equal((await publish(2, "no changes")).outcome, "updated");
    assert.deepEqual(texts(), ["no changes"]);
    assert.deepEqual(
      gitlab.calls.filter((call) => !call.startsWith("GET")),
      ["POST /projects/42/merge_requests/7/notes", "PUT /projects/42/merge_requests/7/notes/301"],
    );
  });

  it("is left alone by an earlier pipeline, and by one whose commit is not the head any more", async () => {
    await publish(5, "later");
    assert.equal((await publish(4, "earlier")).outcome, "outdated");
    gitlab.head = "cd34";
    assert.equal((await publish(6, "not the head")).outcome, "outdated");
    assert.deepEqual(texts(), ["later"]);
  });

  it("is found behind a hundred notes, and not mistaken for one that somebody else began alike", async () => {
    gitlab.write("<!-- stage:preview:staging run=999 attempt=1 commit=ab12 -->\nforged", STRANGER);
    for (let number = 0; number < 110; number++) gitlab.write(`remark ${number}`, STRANGER);
    await publish(1, "first");
    assert.equal((await publish(2, "second")).outcome, "updated");
    assert.deepEqual([texts()[0], texts().at(-1)], ["forged", "second"]);
  });

  it("is one again where two runs made one each", async () => {
    gitlab.write("<!-- stage:preview:staging run=1 attempt=1 commit=ab12 -->\nfirst", PROJECT_BOT.id);
    gitlab.write("<!-- stage:preview:staging run=2 attempt=1 commit=ab12 -->\nsecond", PROJECT_BOT.id);
    await publish(3, "third");
    assert.deepEqual(texts(), ["third"]);
    assert.equal(gitlab.notes[0]?.id, 301);
  });

  it("is tried again while GitLab fails for a moment", async () => {
    gitlab.failures.push({ status: 502 }, { status: 429 });
    assert.equal((await publish(1, "text")).outcome, "created");
  });

  it("is refused to a job's own token, which may not write notes", async () => {
    await assert.rejects(publish(1, "text", "of-a-job"), (error) => {
      assert.ok(error instanceof CommentRefused);
      assert.equal(error.message, 'GitLab answered 401: {"message":"401 Unauthorized"}');
      return true;
    });
    assert.deepEqual(gitlab.notes, []);
  });

  it("fails with what GitLab says where that is no matter of rights", async () => {
    gitlab.failures.push({ status: 400, body: { message: "bad request" } });
    await assert.rejects(publish(1, "text"), /^Error: GitLab answered 400: \{"message":"bad request"\}$/);
  });
});
