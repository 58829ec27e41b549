import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { UpResult } from "../../cli/deploy/up-result.ts";
import type { RollbackResult } from "../../cli/print/rollback-text.ts";
import type { ServiceHistory } from "../../release/history.ts";
import type { ServiceStatus } from "../../release/status.ts";
import { createScratchProject, type ScratchProject } from "./scratch-project.ts";

const run = promisify(execFile);
const HEALTH_ROUTES = "backend/src/http/health-routes.ts";

describe("rolling back on real containers", () => {
  let project: ScratchProject;
  let a: string;
  let b: string;
  let url: string;
  let edits = 0;

  before(async () => {
    project = createScratchProject();
    ({ revision: a, url } = await up());
  });
  after(() => project.remove());

  async function up() {
    const { services } = await project.stageJson<UpResult>(["up", "--rehearsal"]);
    const [service] = services;
    assert.ok(service);
    return service;
  }

  /** Another greeting, and with it another image and another revision. */
  function edit(checkout: ScratchProject = project) {
    checkout.edit(HEALTH_ROUTES, (text) =>
      text.replace(/message: "Welcome[^"]*" \}\)/, `message: "Welcome ${++edits}" })`),
    );
  }

  async function serving(): Promise<string> {
    const { revision } = (await (await fetch(`${url}/health`)).json()) as { revision: string };
    return revision;
  }

  async function status() {
    const { services } = await project.stageJson<{ services: ServiceStatus[] }>(["status", "--rehearsal"]);
    assert.ok(services[0]);
    return services[0];
  }

  const rollBack = (...args: string[]) =>
    project.stageJson<RollbackResult>(["rollback", "--rehearsal", "--yes", ...args]);

  async function previewed() {
    return project.stageJson<{ resources: unknown[]; warnings: string[] }>(["preview", "--rehearsal"]);
  }

  it("ends with 5 where only one revision was ever deployed", async () => {
    const { exitCode, stderr } = await project.stage(["rollback", "--rehearsal", "--yes"]);
    assert.equal(exitCode, 5);
    assert.match(stderr, /nothing to roll netra-backend-staging back to/);
    assert.equal(await serving(), a);
  });

  it("serves the revision before again, and says on what evidence", async () => {
    edit();
    ({ revision: b } = await up());
    assert.equal(await serving(), b);
    const result = await rollBack("--reason", "500s after the deploy");
    assert.deepEqual([result.from, result.to, result.moved, result.stateNotReconciled], [b, a, true, null]);
    assert.deepEqual(result.evidence, { kind: "answers", url: `${url}/health`, answers: 3, healthy: true });
    assert.equal(await serving(), a);
  });

  it("shows no change in a preview afterwards, and says who pinned what and why", async () => {
    const { resources, warnings } = await previewed();
    assert.deepEqual(resources, []);
    assert.equal(warnings.length, 1);
    assert.match(warnings[0] ?? "", new RegExp(`pinned all traffic to ${a} at .*: "500s after the deploy"`));
  });

  it("is done once: a second run finds it in place", async () => {
    const again = await rollBack();
    assert.deepEqual([again.to, again.moved, again.ofOthers], [a, false, true]);
  });

  it("puts the next revision at 0 % under a tag, where it can be looked at", async () => {
    edit();
    const next = await up();
    assert.equal(next.newRevision, true);
    assert.deepEqual(
      next.traffic.map(({ revision, percent, tag }) => [revision, percent, tag]),
      [
        [next.revision, 0, "candidate"],
        [a, 100, undefined],
      ],
    );
    assert.equal(await serving(), a);
    const tagged = next.traffic[0]?.uri;
    const answer = (await (await fetch(`${tagged}/health`)).json()) as { revision: string };
    assert.equal(answer.revision, next.revision);
  });

  it("holds against a bare `pulumi up` from another checkout that shares nothing but the state", async () => {
    const { stdout } = await project.stage(["env", "--rehearsal"]);
    const other = createScratchProject();
    const pulumi = (command: string) =>
      run("bash", ["-c", `${stdout}\n${project.dir}/node_modules/.bin/pulumi ${command} --non-interactive`], {
        cwd: other.dir,
      });
    try {
      edit(other);
      await pulumi("up --yes --skip-preview");
      const { revisions, pin } = await status();
      assert.equal(await serving(), a);
      assert.equal(pin?.revision, a);
      assert.deepEqual([revisions[0]?.percent, revisions[0]?.tags], [0, ["candidate"]]);
      await pulumi("preview --expect-no-changes");
    } finally {
      await other.remove();
    }
  });

  it("is undone by promote, which gives everything to the newest revision", async () => {
    const { revisions } = await status();
    const { exitCode, stderr } = await project.stage(["promote", "--rehearsal", "--yes"]);
    assert.equal(exitCode, 0, stderr);
    assert.equal(await serving(), revisions[0]?.name);
    assert.equal((await status()).pin, null);
  });

  it("wins over a deployment that is running, and stays after it has ended", async () => {
    await up();
    edit();
    const deploying = project.start(["up", "--rehearsal"]);
    await deploying.seen(/backend: .*Pushing|update Image backend/);
    const rolled = await rollBack("--to", a);
    const ended = await deploying.ended;
    assert.equal(ended.exitCode, 0, ended.stderr);
    assert.equal(rolled.to, a);
    assert.equal(await serving(), a);
    const { pin, revisions } = await status();
    assert.deepEqual([pin?.revision, revisions[0]?.percent], [a, 0]);
    assert.deepEqual((await previewed()).resources, []);
  });

  it("is finished by a second run when the first was killed on the way", async () => {
    await project.stage(["promote", "--rehearsal", "--yes"]);
    const killed = project.start(["rollback", "--rehearsal", "--yes", "--to", a]);
    await killed.seen("- Move the traffic");
    killed.process.kill("SIGKILL");
    await killed.ended;
    const finished = await rollBack("--to", a);
    assert.deepEqual([finished.to, finished.stateNotReconciled], [a, null]);
    assert.equal(await serving(), a);
    assert.deepEqual((await previewed()).resources, []);
  });

  it("is told in the history with who, from where to where and why", async () => {
    const { services } = await project.stageJson<{ services: ServiceHistory[] }>(["history", "--rehearsal"]);
    const first = services[0]?.moves.find(({ reason }) => reason === "500s after the deploy");
    assert.deepEqual(
      [first?.move, first?.from, first?.to, first?.health],
      ["rollback", { [b]: 100 }, { [a]: 100 }, "good"],
    );
    assert.ok(services[0]?.moves.some(({ move }) => move === "promote"));
  });
});
