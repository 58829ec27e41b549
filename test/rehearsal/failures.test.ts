import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { ServiceResult, UpResult } from "../../cli/deploy/up-result.ts";
import { useMisbehaving } from "./fixtures/misbehaving/use-misbehaving.ts";
import { createScratchProject, type ScratchProject, type StageRun } from "./scratch-project.ts";

const run = promisify(execFile);
const SETTINGS = "Pulumi.staging.yaml";

describe("a deployment that goes wrong", () => {
  let project: ScratchProject;
  let good: ServiceResult;

  before(async () => {
    project = createScratchProject();
    useMisbehaving(project.dir);
    const { services } = await project.stageJson<UpResult>(["up", "--rehearsal"]);
    assert.ok(services[0]);
    good = services[0];
  });
  after(async () => project.remove());

  const misbehave = (how: string) =>
    project.edit(SETTINGS, (text) => text.replace(/MISBEHAVE: "[^"]*"/, `MISBEHAVE: "${how}"`));
  const up = () => project.stage(["up", "--rehearsal"]);
  const servingRevision = async () =>
    ((await (await fetch(good.url)).json()) as { revision: string }).revision;

  /** Exit code 6, nothing on stdout, every one of these lines in the reason, and the good revision still serving. */
  async function assertRefused({ exitCode, stdout, stderr }: StageRun, ...lines: RegExp[]): Promise<void> {
    assert.deepEqual([exitCode, stdout], [6, ""], stderr);
    for (const line of lines) assert.match(stderr, line);
    assert.match(stderr, new RegExp(`still serving: ${good.revision} \\(100 %\\)`));
    assert.equal(await servingRevision(), good.revision);
  }

  const failures: { how: string; title: string; lines: RegExp[] }[] = [
    {
      how: "crash",
      title: "crashes as it starts",
      lines: [/The container exited with code 3\./, /cannot find the configuration/],
    },
    {
      how: "wrong-port",
      title: "listens on another port",
      lines: [/PORT=9000 environment variable/, /listening on 9001/],
    },
    {
      how: "out-of-memory",
      title: "needs more memory than its limit",
      lines: [/Memory limit of 512 MiB exceeded/, /loading the model/],
    },
  ];
  for (const { how, title, lines } of failures) {
    it(`ends with exit code 6, the reason and the old revision serving when an image ${title}`, async () => {
      misbehave(how);
      await assertRefused(await up(), /\[revision-not-ready\]/, ...lines);
    });
  }

  it("fails again when nothing was mended, though the bare engine says that all is well", async () => {
    const { stdout } = await project.stage(["env", "--rehearsal"]);
    const bareUp = `${stdout}\nnode_modules/.bin/pulumi up --yes --skip-preview --non-interactive`;
    await run("bash", ["-c", bareUp], { cwd: project.dir });
    await assertRefused(await up(), /\[revision-not-ready\]/, /Memory limit of 512 MiB exceeded/);
  });

  it("goes back to the revision that was good once the settings are", async () => {
    misbehave("");
    const { services } = await project.stageJson<UpResult>(["up", "--rehearsal"]);
    assert.deepEqual([services[0]?.revision, services[0]?.newRevision], [good.revision, false]);
  });

  it("really sends what was declared after the cloud refused it once", async () => {
    const latest = "traffic: { strategy: latest }";
    const nowhere = "traffic: { strategy: split, revisions: { misbehaving-0000000000: 100 } }";
    project.edit(SETTINGS, (text) => text.replace('MISBEHAVE: ""', `ROUND: "2", MISBEHAVE: ""`));
    project.edit(SETTINGS, (text) =>
      text.replace("publicAccess: true", `publicAccess: true\n      ${nowhere}`),
    );
    const refused = await up();
    assert.equal(refused.exitCode, 6, refused.stderr);
    assert.match(refused.stderr, /misbehaving-0000000000/);
    assert.match(refused.stderr, /✓ Bring state in line with what is live/);
    assert.equal(await servingRevision(), good.revision);
    project.edit(SETTINGS, (text) => text.replace(nowhere, latest));
    const { services } = await project.stageJson<UpResult>(["up", "--rehearsal"]);
    assert.notEqual(services[0]?.revision, good.revision);
    assert.equal(await servingRevision(), services[0]?.revision);
  });

  it("gives ten errors for ten faults at once, ends with 2 and touches nothing", async () => {
    const before = readdirSync(join(project.dir, ".rehearsal"), { recursive: true }).length;
    const text = await tenFaults(project);
    const { exitCode, stdout, stderr } = await up();
    text.restore();
    assert.deepEqual([exitCode, stdout], [2, ""]);
    assert.match(stderr, /10 settings are wrong \[settings-invalid\]/);
    assert.equal(stderr.split("\n").filter((line) => /: expected .*; found /.test(line)).length, 10, stderr);
    assert.equal(readdirSync(join(project.dir, ".rehearsal"), { recursive: true }).length, before);
  });
});

/** Makes ten settings wrong, each in its own way. */
async function tenFaults(project: ScratchProject): Promise<{ restore(): void }> {
  let original = "";
  project.edit(SETTINGS, (text) => {
    original = text;
    return text
      .replace("port: 9000", "port: 99999")
      .replace("memoryMiB: 512", 'memoryMiB: "lots"')
      .replace("publicAccess: true", "publicAccess: perhaps")
      .replace("serviceAccount: misbehaving", "serviceAccount: X")
      .replace("minInstances: 0", "minInstances: -1")
      .replace("maxInstances: 2", "maxInstances: 0.5")
      .replace("periodSeconds: 1", "periodSeconds: never")
      .replace("path: /", "path: health")
      .replace("name: misbehaving", "name: Mis_behaving\n      colour: red");
  });
  return { restore: () => project.edit(SETTINGS, () => original) };
}
