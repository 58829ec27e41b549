import { previewComment } from "../../preview/comment.ts";
import { recordedFacts } from "../../test/preview/recorded-streams.ts";
import { generatedFrom, type Page } from "./page.ts";

/** docs/preview-comment.md: a comment as GitHub shows it, from a preview that the engine recorded. */
export const previewCommentPage: Page = {
  path: "docs/preview-comment.md",
  render: () =>
    [generatedFrom("preview/ and test/preview/recorded/"), INTRODUCTION, "---", example()].join("\n\n"),
};

const INTRODUCTION = `# A pull request's comment

What \`stage preview --comment\` writes, for a change of memory, concurrency, two variables and a line of source that goes out as a
canary. The engine's events of that preview were recorded ([test/preview/recorded](../test/preview/recorded)); the comments on nine other
kinds of change are in [test/preview/snapshots](../test/preview/snapshots). How it is posted and kept up to date:
[operations.md](operations.md#previews-in-pull-requests).`;

function example(): string {
  const rehearsal = {
    deployed: { passed: true, seconds: 21.4, note: "revision ready, 10 % of the traffic" },
    validated: { passed: true, seconds: 6.2, note: "READY" },
    rolledBack: { passed: true, seconds: 0.9 },
  };
  return previewComment({ ...recordedFacts("update"), rehearsal }).text;
}
