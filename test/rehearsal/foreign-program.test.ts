import assert from "node:assert/strict";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Docker from "dockerode";
import { parse, parseDocument } from "yaml";
import type { UpResult } from "../../cli/deploy/up-result.ts";
import { buildForeignProgram } from "./fixtures/foreign/build.ts";
import { ownContainers } from "./own-containers.ts";
import { createScratchProject, type ScratchProject } from "./scratch-project.ts";

const FIXTURE = "test/rehearsal/fixtures/foreign";
const fixture = join(import.meta.dirname, "fixtures", "foreign");

describe("a program that is not ours", () => {
  let project: ScratchProject;

  before(async () => {
    await buildForeignProgram();
    project = createScratchProject();
    cpSync(fixture, join(project.dir, FIXTURE), { recursive: true });
    cpSync(join(fixture, "policies.staging.json"), join(project.dir, "policies.staging.json"));
    project.edit("Pulumi.staging.yaml", (text) => {
      const settings = parseDocument(text);
      const services = parse(readFileSync(join(fixture, "service.yaml"), "utf8"));
      settings.setIn(["config", "netra-backend:services"], services);
      return settings.toString();
    });
  });
  after(() => project.remove());

  it("is deployed by settings alone, served, and not root", async () => {
    const { services } = await project.stageJson<UpResult>(["up", "--rehearsal"]);
    assert.deepEqual(
      services.map(({ name }) => name),
      ["httpbin"],
    );
    const [service] = services;
    assert.ok(service);
    const teapot = await fetch(`${service.url}/status/418`);
    assert.equal(teapot.status, 418);
    const echo = await fetch(`${service.url}/anything?question=yes`);
    const { args } = (await echo.json()) as { args: Record<string, string[]> };
    assert.deepEqual(args, { question: ["yes"] });
    const [container] = await ownContainers(new Docker(), project.dir, service.revision);
    assert.ok(container);
    assert.equal((await container.inspect()).Config.User, "65534");
  });

  it("streams through the data path as it does by itself", async () => {
    const { services } = await project.stageJson<UpResult>(["up", "--rehearsal"]);
    assert.equal(services[0]?.newRevision, false);
    const lines = await (await fetch(`${services[0]?.url}/stream/3`)).text();
    assert.equal(lines.trim().split("\n").length, 3);
  });
});
