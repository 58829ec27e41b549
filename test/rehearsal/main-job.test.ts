import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import Docker from "dockerode";
import type { UpResult } from "../../cli/deploy/up-result.ts";
import type { ServiceStatus } from "../../release/status.ts";
import { containerLimits, ownContainers } from "./own-containers.ts";
import { createScratchProject, type ScratchProject } from "./scratch-project.ts";

const docker = new Docker();
const run = promisify(execFile);

describe("the main job, from source to a served revision and back", () => {
  let project: ScratchProject;
  let first: UpResult["services"][number];
  let second: UpResult["services"][number];

  before(() => {
    project = createScratchProject();
  });
  after(async () => project.remove());

  const up = async () => {
    const { services } = await project.stageJson<UpResult>(["up", "--rehearsal"]);
    const [service] = services;
    assert.ok(service);
    return service;
  };
  const health = async (url: string) =>
    (await (await fetch(`${url}/health`)).json()) as Record<string, unknown>;

  it("serves a new revision on a printed address after the first up", async () => {
    first = await up();
    assert.equal(first.newRevision, true);
    assert.match(first.image.reference, /@sha256:[0-9a-f]{64}$/);
    assert.deepEqual(
      first.traffic.map(({ revision, percent }) => [revision, percent]),
      [[first.revision, 100]],
    );
    const answer = await fetch(`${first.url}/health`);
    assert.equal(answer.status, 200);
    const report = (await answer.json()) as Record<string, unknown>;
    assert.deepEqual([report.status, report.revision], ["healthy", first.revision]);
  });

  it("has an image of at most 150 MB, and calls a base that is not the settings' a stand-in", () => {
    assert.ok((first.image.sizeBytes ?? 0) > 1e6, "the size is known");
    assert.ok((first.image.sizeBytes ?? 0) <= 150e6, `${first.image.sizeBytes} bytes`);
    if (first.image.base !== "node:24-alpine") assert.equal(first.image.standsInFor, "node:24-alpine");
  });

  it("runs the container by digest, not as root, with the limits that the settings declare", async () => {
    const [container] = await ownContainers(docker, project.dir, first.revision);
    assert.ok(container, "a container of the revision runs");
    const { Config, HostConfig } = await container.inspect();
    assert.equal(Config.Image, first.image.reference);
    assert.equal(HostConfig.Memory, 512 * 2 ** 20);
    assert.equal(
      (HostConfig.NanoCpus ?? 0) / 1e9 || (HostConfig.CpuQuota ?? 0) / (HostConfig.CpuPeriod ?? 1),
      1,
    );
    const inside = await containerLimits(container);
    assert.deepEqual([inside.memoryBytes, inside.cpus], [512 * 2 ** 20, 1]);
    assert.notEqual(inside.userId, 0);
  });

  it("keeps the local cloud's token out of state, settings and the engine's events", () => {
    const kept = join(project.dir, ".rehearsal");
    const { accessToken } = JSON.parse(readFileSync(join(kept, "cloud", "identity.json"), "utf8"));
    const state = readdirSync(join(kept, "state"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name));
    assert.ok(state.some((file) => file.endsWith("staging.json")));
    const files = [...state, join(kept, "Pulumi.staging.yaml"), join(kept, "events.jsonl")];
    assert.deepEqual(
      files.filter((file) => readFileSync(file, "utf8").includes(accessToken)),
      [],
    );
  });

  it("makes no new revision when nothing has changed", async () => {
    const again = await up();
    assert.deepEqual([again.revision, again.newRevision], [first.revision, false]);
  });

  it("shows no change in a preview, and none in a refresh by the bare engine", async () => {
    const preview = await project.stageJson<{ resources: unknown[] }>(["preview", "--rehearsal"]);
    assert.deepEqual(preview.resources, []);
    const { stdout } = await project.stage(["env", "--rehearsal"]);
    const command = `${stdout}\nnode_modules/.bin/pulumi refresh --yes --skip-preview --non-interactive --expect-no-changes`;
    await run("bash", ["-c", command], { cwd: project.dir });
  });

  it("shows what a changed line would do before it is done", async () => {
    project.edit("backend/src/http/health-routes.ts", (text) =>
      text.replace('"Welcome to Netra API"', '"Welcome to the second revision"'),
    );
    const { resources } = await project.stageJson<{
      resources: { type: string; operation: string; properties: Record<string, string> }[];
    }>(["preview", "--rehearsal"]);
    assert.deepEqual(
      resources.map(({ type, operation }) => [type, operation]),
      [
        ["docker:index/image:Image", "update"],
        ["gcp:cloudrunv2/service:Service", "update"],
      ],
    );
    assert.ok("template.revision" in (resources[1]?.properties ?? {}));
  });

  it("serves a second revision after the change, at the same address", async () => {
    second = await up();
    assert.equal(second.newRevision, true);
    assert.notEqual(second.revision, first.revision);
    assert.equal(second.url, first.url);
    const greeting = await (await fetch(second.url)).json();
    assert.deepEqual(greeting, { message: "Welcome to the second revision" });
  });

  it("keeps the first revision ready, and shows both in the status", async () => {
    const { services } = await project.stageJson<{ services: ServiceStatus[] }>(["status", "--rehearsal"]);
    assert.deepEqual(
      services[0]?.revisions.map(({ name, readiness, percent }) => [name, readiness, percent]),
      [
        [second.revision, "ready", 100],
        [first.revision, "ready", 0],
      ],
    );
  });

  it("serves the first revision again by a change of traffic alone", async () => {
    const traffic = `traffic:\n        strategy: split\n        revisions: { ${first.revision}: 100 }`;
    project.edit("Pulumi.staging.yaml", (text) => text.replace(/traffic:\n\s+strategy: latest/, traffic));
    const back = await up();
    assert.deepEqual([back.revision, back.newRevision], [second.revision, false]);
    assert.equal((await health(first.url)).revision, first.revision);
    project.edit("Pulumi.staging.yaml", (text) =>
      text.replace(traffic, "traffic:\n        strategy: latest"),
    );
    await up();
    assert.equal((await health(first.url)).revision, second.revision);
  });

  it("prints the log of the service, the seven startup phases in order", async () => {
    const { exitCode, stdout } = await project.stage(["logs", "--rehearsal", "--json"]);
    assert.equal(exitCode, 0);
    const phases = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line))
      .filter(({ revision, payload }) => revision === second.revision && payload?.phase)
      .map(({ payload }) => payload.phase);
    assert.deepEqual([...new Set(phases)].slice(0, 7), [
      "INIT",
      "DEPENDENCIES",
      "DATABASE",
      "CACHE",
      "SERVICES",
      "WEBSOCKET",
      "FINALIZE",
    ]);
  });

  it("leaves no container and no process after down, and an address that refuses", async () => {
    const { exitCode, stderr } = await project.stage(["down", "--rehearsal", "--yes"]);
    assert.equal(exitCode, 0, stderr);
    assert.deepEqual(await ownContainers(docker, project.dir), []);
    const { stdout } = await run("ps", ["-eo", "pid,args"]);
    assert.deepEqual(
      stdout.split("\n").filter((line) => line.includes(project.dir)),
      [],
    );
    await assert.rejects(fetch(first.url));
  });
});
