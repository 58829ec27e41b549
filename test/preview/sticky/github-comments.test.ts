import assert from "node:assert/strict";
import { CommentRefused } from "../../../preview/sticky/comment-host.ts";
import { githubComments } from "../../../preview/sticky/github-comments.ts";
import { publishComment } from "../../../preview/sticky/publish-comment.ts";
import { ACTIONS_BOT, type Author } from "../forges/github-comment.ts";
import { LocalGitHub } from "../forges/local-github.ts";

const VISITOR: Author = { id: 11, login: "passer-by", type: "User", association: "NONE" };
/** An account of its own for automation, which the repository has not let in: on a public one it may comment all the same. */
const MACHINE_USER: Author = { id: 12, login: "netra-machine", type: "User", association: "CONTRIBUTOR" };
const TOKEN = "token-of-a-workflow";

describe("the sticky comment on GitHub", function () {
  // The first client and the first description take their time on a machine with other things to do.
  this.timeout(60_000);
  let github: LocalGitHub;
  before(async () => {
    github = await new LocalGitHub().start();
  });
  beforeEach(() => {
    github.reset();
    github.writers.set(TOKEN, ACTIONS_BOT);
    github.head = "ab12";
  });
  afterEach(() => github.assertAsDescribed());
  after(() => github.stop());

  /** As one process does it: a client of its own, for a commit that is the head unless a test says otherwise. */
  function publish(
    run: number,
    text: string,
    { attempt = 1, stack = "staging", token = TOKEN, commit = "ab12" } = {},
  ) {
    const pullRequest = { apiUrl: github.apiUrl, owner: "netra", repo: "backend", number: 7, token };
    const marker = { stack, order: [run, attempt] as const, commit };
    return publishComment(githubComments(pullRequest, 1), marker, text);
  }

  const texts = () => github.comments.map(({ body }) => body.split("\n").slice(1).join("\n"));

  it("is made once, edited five times, then says that nothing changes", async () => {
    const outcomes = [];
    for (let run = 1; run <= 6; run++) outcomes.push((await publish(run, `preview ${run}`)).outcome);
    assert.deepEqual(outcomes, ["created", "updated", "updated", "updated", "updated", "updated"]);
    const { outcome, url } = await publish(7, "no changes");
    assert.equal(outcome, "updated");
    assert.equal(url, github.comments[0]?.html_url);
    assert.deepEqual(texts(), ["no changes"]);
    assert.deepEqual([github.count("issues/create-comment"), github.count("issues/update-comment")], [1, 6]);
    assert.equal(github.count("issues/delete-comment"), 0);
  });

  it("begins with a marker that nobody sees, with the run and the commit in it", async () => {
    await publish(41, "text", { attempt: 2 });
    assert.equal(
      github.comments[0]?.body,
      "<!-- stage:preview:staging run=41 attempt=2 commit=ab12 -->\ntext",
    );
  });

  it("is left alone when it says the same already", async () => {
    await publish(1, "text");
    assert.equal((await publish(1, "text")).outcome, "unchanged");
    assert.equal(github.count("issues/update-comment"), 0);
  });

  it("is not overwritten by an earlier push, nor by an earlier attempt", async () => {
    await publish(5, "later", { attempt: 2 });
    assert.equal((await publish(4, "earlier push", { attempt: 9 })).outcome, "outdated");
    assert.equal((await publish(5, "earlier attempt", { attempt: 1 })).outcome, "outdated");
    assert.deepEqual(texts(), ["later"]);
  });

  it("is left to the head's run by a run whose commit is not the head any more", async () => {
    await publish(1, "first");
    github.head = "cd34";
    assert.equal((await publish(2, "second")).outcome, "outdated");
    assert.equal((await publish(3, "third", { commit: "cd34" })).outcome, "updated");
    assert.deepEqual(texts(), ["third"]);
  });

  it("is one also when two runs find none and both make one", async () => {
    github.head = "cd34";
    const bothLooked = meeting(2);
    let looks = 0;
    github.intervention = async (operation) => {
      if (operation === "issues/list-comments" && looks++ < 2) await bothLooked();
      return undefined;
    };
    const published = await Promise.all([publish(1, "earlier"), publish(2, "later", { commit: "cd34" })]);
    assert.equal(github.count("issues/create-comment", 201), 2);
    assert.deepEqual(texts(), ["later"]);
    assert.deepEqual(
      published.map(({ url }) => url),
      Array(2).fill(github.comments[0]?.html_url),
    );
    assert.deepEqual(
      published.map(({ outcome }) => outcome),
      ["outdated", "created"],
    );
  });

  it("is edited once more when GitHub fails on the way", async () => {
    await publish(1, "first");
    let failures = 1;
    github.intervention = async (operation) =>
      operation === "issues/update-comment" && failures-- > 0
        ? { status: 503, body: { message: "Unavailable" } }
        : undefined;
    assert.equal((await publish(2, "second")).outcome, "updated");
    assert.deepEqual(texts(), ["second"]);
  });

  it("is one per stack, and never that of a stack whose name only begins alike", async () => {
    await publish(1, "of staging");
    await publish(1, "of staging-eu", { stack: "staging-eu" });
    await publish(2, "of staging again");
    assert.deepEqual(texts(), ["of staging again", "of staging-eu"]);
  });

  it("is found behind two hundred comments of others", async () => {
    for (let number = 0; number < 120; number++) github.write(`remark ${number}`, VISITOR);
    await publish(1, "first");
    for (let number = 0; number < 120; number++) github.write(`another ${number}`, VISITOR);
    assert.equal((await publish(2, "second")).outcome, "updated");
    assert.equal(github.count("issues/create-comment"), 1);
  });

  it("is not taken from a stranger who copied the marker, and not from somebody who quotes it", async () => {
    const forged = github.write(
      "<!-- stage:preview:staging run=999999 attempt=1 commit=ab12 -->\nforged",
      VISITOR,
    );
    const quote = github.write(
      "> <!-- stage:preview:staging run=9 attempt=1 commit=ab12 -->\nquoted",
      ACTIONS_BOT,
    );
    assert.equal((await publish(1, "true")).outcome, "created");
    assert.deepEqual(texts(), ["forged", "quoted", "true"]);
    assert.deepEqual([forged.body.split("\n")[1], quote.body.split("\n")[1]], ["forged", "quoted"]);
  });

  it("is one also where it is written with the token of a user whom the repository has not let in", async () => {
    github.writers.set(TOKEN, MACHINE_USER);
    github.write("<!-- stage:preview:staging run=9 attempt=1 commit=ab12 -->\nforged", VISITOR);
    const outcomes = [];
    for (let run = 1; run <= 3; run++) outcomes.push((await publish(run, `preview ${run}`)).outcome);
    assert.deepEqual(outcomes, ["created", "updated", "updated"]);
    assert.deepEqual(texts(), ["forged", "preview 3"]);
    assert.equal(github.count("issues/create-comment"), 1);
  });

  it("is one of each run where the token cannot be asked whose it is, and its author is no one to trust", async () => {
    github.writers.set(TOKEN, MACHINE_USER);
    github.intervention = async (operation) =>
      operation === "users/get-authenticated" ? { status: 403, body: { message: "Forbidden" } } : undefined;
    assert.equal((await publish(1, "first")).outcome, "created");
    assert.equal((await publish(2, "second")).outcome, "created");
    assert.deepEqual(texts(), ["first", "second"]);
  });

  it("is not made again while GitHub's list does not have it yet, however long that takes", async () => {
    for (const late of [3, 30]) {
      github.reset();
      github.writers.set(TOKEN, ACTIONS_BOT);
      let looks = 0;
      github.intervention = async (operation) =>
        operation === "issues/list-comments" && looks++ < late ? { status: 200, body: [] } : undefined;
      const { outcome, url } = await publish(1, "text");
      assert.deepEqual([outcome, url], ["created", github.comments[0]?.html_url]);
      assert.deepEqual([texts(), github.count("issues/create-comment")], [["text"], 1]);
    }
  });

  it("is made again where somebody deleted it", async () => {
    await publish(1, "first");
    github.comments.length = 0;
    assert.equal((await publish(2, "second")).outcome, "created");
    assert.deepEqual(texts(), ["second"]);
  });

  it("is refused to the token of a fork, which sees GitHub's reason", async () => {
    await assert.rejects(publish(1, "text", { token: "read-only" }), (error) => {
      assert.ok(error instanceof CommentRefused);
      assert.equal(error.message, "GitHub answered 403: Resource not accessible by integration");
      return true;
    });
    assert.deepEqual(github.comments, []);
  });

  it("is tried again when GitHub fails for a moment, and is still one when the first try had come through", async () => {
    let failures = 1;
    github.intervention = async (operation) => {
      if (operation !== "issues/create-comment" || failures-- <= 0) return undefined;
      github.write("<!-- stage:preview:staging run=1 attempt=1 commit=ab12 -->\ntext", ACTIONS_BOT);
      return { status: 502, body: { message: "Server Error" } };
    };
    await publish(1, "text");
    assert.deepEqual(texts(), ["text"]);
    assert.equal(github.count("issues/create-comment", 502), 1);
  });

  it("takes a spent rate limit for what passes, not for a missing right", async () => {
    github.intervention = async (operation) =>
      operation === "issues/list-comments" && github.calls.length === 0
        ? { status: 403, body: { message: "You have exceeded a secondary rate limit." } }
        : undefined;
    assert.equal((await publish(1, "text")).outcome, "created");
  });
});

/** What so many callers wait for together. */
function meeting(callers: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let arrived = 0;
  return () => {
    arrived += 1;
    if (arrived === callers) resolve();
    return promise;
  };
}
