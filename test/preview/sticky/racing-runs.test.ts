import assert from "node:assert/strict";
import fc from "fast-check";
import type { CommentHost, HostedComment } from "../../../preview/sticky/comment-host.ts";
import { publishComment } from "../../../preview/sticky/publish-comment.ts";

/** Runs of three pushes; the last one's commit is the pull request's head. */
const PUSHES = [
  { run: 1, commit: "aa01" },
  { run: 2, commit: "bb02" },
  { run: 3, commit: "cc03" },
];
const HEAD = "cc03";

/** A host whose answers come in the order that the scheduler chooses; each call takes effect in one piece. */
function scheduledHost(comments: HostedComment[], scheduler: fc.Scheduler): CommentHost {
  const call = <T>(name: string, effect: () => T): Promise<T> =>
    scheduler.schedule(Promise.resolve(name), name).then(effect);
  let nextId = 1;
  return {
    list: () => call("list", () => comments.map((comment) => ({ ...comment }))),
    isHead: (commit) => call("isHead", () => commit === HEAD),
    create: (body) =>
      call("create", () => {
        const comment = { id: nextId++, body, url: "", trusted: true };
        comments.push(comment);
        return comment;
      }),
    edit: (id, body) =>
      call("edit", () => {
        const comment = comments.find((one) => one.id === id);
        if (comment) comment.body = body;
        return comment;
      }),
    remove: (id) =>
      call("remove", () => {
        const position = comments.findIndex((one) => one.id === id);
        if (position >= 0) comments.splice(position, 1);
      }),
  };
}

describe("runs that race for the sticky comment", () => {
  it("leave one comment, that of the latest push, in whatever order their calls arrive", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.subarray([0, 1], { minLength: 1 }), async (scheduler, earlier) => {
        const comments: HostedComment[] = [];
        const host = scheduledHost(comments, scheduler);
        const racing = [...earlier.map((index) => PUSHES[index]), PUSHES[2]].filter(
          (push) => push !== undefined,
        );
        const runs = racing.map(({ run, commit }) =>
          publishComment(host, { stack: "staging", order: [run, 1], commit }, `of push ${run}`),
        );
        await scheduler.waitFor(Promise.all(runs));
        assert.deepEqual(
          comments.map(({ body }) => body.split("\n")[1]),
          ["of push 3"],
        );
      }),
      { numRuns: 300 },
    );
  });
});
