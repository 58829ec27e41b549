import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ACTIONS_BOT } from "../preview/forges/github-comment.ts";
import { LocalGitHub } from "../preview/forges/local-github.ts";
import { createScratchProject, type ScratchProject } from "./scratch-project.ts";

const COMMIT = "4f1c2d9e8b7a6f5e4d3c2b1a0f9e8d7c6b5a4f3e";
const POSTED = { outcome: "created", url: "https://github.com/netra/backend/pull/7#issuecomment-2147483650" };

describe("stage preview --comment over a rehearsal", () => {
  const env: Record<string, string> = {};
  let github: LocalGitHub;
  let project: ScratchProject;
  let folder: string;

  before(async () => {
    github = await new LocalGitHub().start();
    github.head = COMMIT;
    github.writers.set("of-the-workflow", ACTIONS_BOT);
    folder = mkdtempSync(join(tmpdir(), "stage-github-"));
    writeFileSync(
      join(folder, "event.json"),
      JSON.stringify({ pull_request: { number: 7, head: { sha: COMMIT } } }),
    );
    writeFileSync(join(folder, "rehearsed.json"), '{"deployed": {"passed": true, "seconds": 21.4}}');
    project = createScratchProject(env);
  });
  beforeEach(() => {
    for (const name of Object.keys(env)) delete env[name];
    Object.assign(env, {
      GITHUB_ACTIONS: "true",
      GITHUB_API_URL: github.apiUrl,
      GITHUB_REPOSITORY: "netra/backend",
      GITHUB_EVENT_PATH: join(folder, "event.json"),
      GITHUB_STEP_SUMMARY: join(folder, "summary.md"),
      GITHUB_RUN_ID: "1201",
      GITHUB_TOKEN: "of-the-workflow",
    });
    rmSync(join(folder, "summary.md"), { force: true });
  });
  after(async () => {
    await github.stop();
    rmSync(folder, { recursive: true });
    await project.remove();
  });

  it("posts the preview with the rehearsal's result, and writes all of it into the summary and the file", async () => {
    const told = await project.stageJson<{ comment: object; markdown: string }>([
      "preview",
      "--rehearsal",
      "--comment",
      "--rehearsed",
      join(folder, "rehearsed.json"),
      "--out",
      join(folder, "preview.md"),
    ]);
    assert.deepEqual(told.comment, POSTED);
    const [comment] = github.comments;
    const [marker, ...text] = comment?.body.split("\n") ?? [];
    assert.equal(marker, `<!-- stage:preview:staging run=1201 attempt=1 commit=${COMMIT} -->`);
    assert.match(text.join("\n"), /^## .* `staging`: 10 created, 0 unchanged/);
    assert.match(text.join("\n"), /\| deployed \| ✅ yes \| 21\.4 s \|/);
    for (const file of ["summary.md", "preview.md"]) {
      assert.equal(readFileSync(join(folder, file), "utf8"), `${told.markdown}\n`);
    }
    github.assertAsDescribed();
  });

  it("edits the comment to say why, when the settings of the next push are wrong", async () => {
    env.GITHUB_RUN_ID = "1202";
    project.edit("Pulumi.staging.yaml", (text) => text.replace("port: 8000", "port: eight"));
    const { exitCode, stderr } = await project.stage(["preview", "--rehearsal", "--comment"]);
    project.edit("Pulumi.staging.yaml", (text) => text.replace("port: eight", "port: 8000"));
    assert.equal(exitCode, 2, stderr);
    assert.match(stderr, /comment updated: https:/);
    assert.equal(github.comments.length, 1);
    assert.match(github.comments[0]?.body ?? "", /`staging`: the preview failed: .*services\.backend\.port/s);
  });

  it("leaves it to the summary where the token is a fork's, and says so", async () => {
    env.GITHUB_TOKEN = "of-a-fork";
    env.GITHUB_RUN_ID = "1203";
    const { exitCode, stderr } = await project.stage(["preview", "--rehearsal", "--comment"]);
    assert.equal(exitCode, 0, stderr);
    assert.match(
      stderr,
      /no comment, GitHub answered 403: Resource not accessible by integration; the run's summary has/,
    );
    assert.match(readFileSync(join(folder, "summary.md"), "utf8"), /^## .* `staging`: 10 created/);
  });

  it("prints the same Markdown on a laptop, and refuses to comment from there before anything runs", async () => {
    for (const name of Object.keys(env)) env[name] = "";
    const { stdout, exitCode } = await project.stage(["preview", "--rehearsal", "--markdown"]);
    assert.equal(exitCode, 0);
    assert.match(stdout, /^## .* `staging`: 10 created/);
    const refused = await project.stage(["preview", "--rehearsal", "--comment"]);
    assert.equal(refused.exitCode, 2);
    assert.match(refused.stderr, /^There is no pull request to comment on\. \[no-pull-request\]\n/);
    assert.match(refused.stderr, /next: stage preview --markdown prints the same text, --out FILE writes it/);
  });
});
