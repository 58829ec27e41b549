import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import Docker from "dockerode";
import { execa } from "execa";
import { parse } from "yaml";
import type { RehearsalResult } from "../../preview/rehearsal-result.ts";
import { ACTIONS_BOT } from "../preview/forges/github-comment.ts";
import { LocalGitHub } from "../preview/forges/local-github.ts";
import { forgetImages } from "./forget-images.ts";
import { createScratchProject, type ScratchProject } from "./scratch-project.ts";
import { onRehearsal, runStep, stepsOf, type WorkflowStep } from "./workflow-steps.ts";

/** Stands for GitHub's command-line client, which needs an account: it notes how it was called, and knows of no issue. */
const FAKE_GH = '#!/bin/sh\necho "$*" >> "$RUNNER_TEMP/gh.log"\n';

/** Each command of the workflows, run on a rehearsal in the order in which they are run on GitHub. */
describe("the workflows' commands", function () {
  this.timeout(600_000);
  let project: ScratchProject;
  let github: LocalGitHub;
  let runner: string;
  let values: Record<string, string>;
  let giveUpKeptImages: (() => Promise<void>) | undefined;

  const run = async (step: WorkflowStep | undefined, expected = 0): Promise<string> => {
    assert.ok(step, "the workflow has no such step");
    const { exitCode, output } = await runStep(step, project.dir, values);
    assert.equal(exitCode, expected, `${onRehearsal(step.run)}\n${output}`);
    return output;
  };
  const inProject = (file: string) => readFileSync(join(project.dir, file), "utf8");

  before(async () => {
    github = await new LocalGitHub().start();
    github.writers.set("of-the-workflow", ACTIONS_BOT);
    runner = mkdtempSync(join(tmpdir(), "runner-"));
    writeFileSync(join(runner, "gh"), FAKE_GH);
    chmodSync(join(runner, "gh"), 0o755);
    project = createScratchProject();
    const git = (...args: string[]) =>
      execa("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], { cwd: project.dir });
    await git("init", "--quiet");
    await git("add", ".");
    await git("commit", "--quiet", "-m", "base");
    project.edit("backend/src/http/server.ts", (text) => text.replace("Netra API", "Netra API, changed"));
    await git("commit", "--quiet", "-am", "change");
    const { stdout: head } = await git("rev-parse", "HEAD");
    await git("checkout", "--quiet", "--detach");
    github.head = head;
    writeFileSync(
      join(runner, "event.json"),
      JSON.stringify({ pull_request: { number: 7, head: { sha: head } } }),
    );
    values = {
      PATH: [runner, process.env.PATH].join(delimiter),
      RUNNER_TEMP: runner,
      NO_COLOR: "1",
      GITHUB_ACTIONS: "true",
      GITHUB_API_URL: github.apiUrl,
      GITHUB_REPOSITORY: "netra/backend",
      GITHUB_EVENT_PATH: join(runner, "event.json"),
      GITHUB_STEP_SUMMARY: join(runner, "summary.md"),
      GITHUB_OUTPUT: join(runner, "output"),
      GITHUB_RUN_ID: "1201",
      GITHUB_TOKEN: "of-the-workflow",
      REASON: "a drill's own; with 'quotes'",
    };
  });
  after(async () => {
    await github.stop();
    rmSync(runner, { recursive: true });
    await project.remove();
    await giveUpKeptImages?.();
  });

  it("rehearse a pull request's base, tell a fork's change in the summary, and rehearse the change", async () => {
    const [base, fork, change, ...others] = stepsOf("preview", "rehearse");
    assert.deepEqual(others, []);
    await run(base);
    values.GITHUB_TOKEN = "of-a-fork";
    await run(fork);
    values.GITHUB_TOKEN = "of-the-workflow";
    assert.match(readFileSync(join(runner, "summary.md"), "utf8"), /What changes for users/);
    await run(change);
    const { deployed, validated, rolledBack, image } = JSON.parse(
      inProject("rehearsal.json"),
    ) as RehearsalResult;
    assert.deepEqual([deployed?.passed, validated?.passed, rolledBack?.passed], [true, true, true]);
    assert.equal(
      image?.layers[0]?.createdBy.startsWith("COPY dist/main.mjs"),
      true,
      "the changed layer is named",
    );
  });

  it("say in one comment what would change, with the rehearsal's result", async () => {
    const [drift, comment, ...others] = stepsOf("preview", "comment");
    assert.deepEqual(others, []);
    await run(drift);
    await run(comment);
    assert.equal(github.comments.length, 1);
    const [said] = github.comments;
    assert.match(said?.body ?? "", /\| rolled back \| ✅ yes \|/);
    assert.match(inProject("preview.md"), /### Image/);
    github.assertAsDescribed();
  });

  it("deploy what was previewed, validate it, and keep report and bill of materials", async () => {
    project.edit("Pulumi.staging.yaml", (text) => text.replace("LOG_LEVEL: info", "LOG_LEVEL: debug"));
    const [preview, up, canary, validate, sbom, ...others] = stepsOf("deploy", "deploy");
    assert.deepEqual(others, []);
    await run(preview);
    assert.match(await run(up), /netra-backend-staging is live/);
    // It takes minutes by its nature; canary.test.ts runs it with steps of seconds.
    assert.equal(canary?.run, "npm run stage -- canary");
    await run(validate);
    // What changes settings alone builds nothing, and a runner of GitHub's has nothing of the one before.
    const { config } = parse(inProject(".rehearsal/Pulumi.staging.yaml"));
    giveUpKeptImages = await forgetImages(new Docker(), config["netra-backend:repository"].registry);
    const said = await run(sbom);
    assert.match(said, /pulling \S+@sha256:[0-9a-f]{64}, which the Docker engine/);
    assert.match(said, /not compared with \S+@sha256:[0-9a-f]{64}: the Docker engine/);
    assert.match(inProject("report/sbom.json"), /"bomFormat": "CycloneDX"/);
    assert.ok(existsSync(join(project.dir, "report/report.html")), "the report is kept");
  });

  it("look for drift, and open an issue only where there is any", async () => {
    const [compare, issue, ...others] = stepsOf("drift", "drift");
    assert.deepEqual(others, []);
    await run(compare);
    const drifted = /drifted=(true|false)/.exec(readFileSync(join(runner, "output"), "utf8"))?.[1] ?? "";
    assert.equal(drifted, "false");
    await run(issue);
    values.DRIFTED = "true";
    await run(issue);
    delete values.DRIFTED;
    assert.match(readFileSync(join(runner, "gh.log"), "utf8"), /issue create --title Staging has drifted/);
  });

  it("roll back by the button's inputs, and show the status", async () => {
    const [rollback, status, ...others] = stepsOf("rollback", "rollback");
    assert.deepEqual(others, []);
    await run(rollback);
    assert.match(await run(status), /pinned: .*a drill's own; with 'quotes'/);
  });

  it("are all among these, but for the checks and tests that run this", () => {
    assert.deepEqual(
      [...stepsOf("ci", "test"), ...stepsOf("preview", "check")].map((step) => step.run),
      [".ci/run", "npm run check"],
    );
  });
});
