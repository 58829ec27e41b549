import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { ServiceResult, UpResult } from "../../cli/deploy/up-result.ts";
import { type CuttableDocker, openCuttableDocker } from "./cuttable-docker.ts";
import { useMisbehaving } from "./fixtures/misbehaving/use-misbehaving.ts";
import { createScratchProject, type ScratchProject } from "./scratch-project.ts";

const LOCKS = ".rehearsal/state/.pulumi/locks/organization/netra-backend/staging";

describe("a deployment that is interrupted", () => {
  let project: ScratchProject;
  let docker: CuttableDocker;
  let env: Record<string, string>;
  let good: ServiceResult;
  let round = 0;

  before(async () => {
    docker = await openCuttableDocker();
    env = { DOCKER_HOST: docker.host };
    project = createScratchProject(env);
    useMisbehaving(project.dir);
    good = await up();
  });
  after(async () => {
    await project.remove();
    await docker.close();
  });

  const up = async () => {
    const { services } = await project.stageJson<UpResult>(["up", "--rehearsal"]);
    assert.ok(services[0]);
    return services[0];
  };
  const changeSource = () => {
    round += 1;
    project.edit("misbehaving/server.mjs", (text) => `${text}// round ${round}\n`);
  };
  const servingRevision = async () => {
    const answer = await fetch(good.url);
    return ((await answer.json()) as { revision: string }).revision;
  };
  const assertGoesOn = async () => {
    const next = await up();
    assert.equal(next.newRevision, true);
    assert.equal(await servingRevision(), next.revision);
    good = next;
  };

  it("ends with 130 on Ctrl-C, lets go of the stack, and goes on with the next run", async () => {
    changeSource();
    const running = project.start(["up", "--rehearsal"]);
    await running.seen("- Build, push and deploy ...");
    running.process.kill("SIGINT");
    const { exitCode, stdout, stderr } = await running.ended;
    assert.deepEqual([exitCode, stdout], [130, ""], stderr);
    assert.match(stderr, /\[interrupted\]/);
    assert.deepEqual(readdirSync(join(project.dir, LOCKS)), []);
    assert.equal(await servingRevision(), good.revision);
    await assertGoesOn();
  });

  it("says clearly that Docker went away in the middle of a push, and goes on once it is back", async () => {
    changeSource();
    const cut = docker.cutAt(/^POST \S*\/push/m);
    const running = project.start(["up", "--rehearsal"]);
    await cut;
    const { exitCode, stderr } = await running.ended;
    assert.equal(exitCode, 6, stderr);
    assert.match(stderr, /\[engine-failed\]/);
    assert.match(stderr, /next: start Docker/);
    await docker.restore();
    await assertGoesOn();
  });

  it("says clearly that Docker is not there before anything is deployed", async () => {
    const cut = docker.cutAt(/^GET \S*\/version/m);
    const { exitCode, stderr } = await project.stage(["up", "--rehearsal"]);
    await cut;
    assert.equal(exitCode, 6, stderr);
    assert.match(stderr, /No Docker engine answers at unix:.*docker\.sock \[docker-unreachable\]/);
    await docker.restore();
    assert.equal((await up()).revision, good.revision);
  });
});
