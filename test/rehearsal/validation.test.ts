import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, parseDocument } from "yaml";
import type { UpResult } from "../../cli/deploy/up-result.ts";
import { type ValidationResult, validationResultSchema } from "../../validation/result.ts";
import { buildFastApiProgram } from "./fixtures/fastapi/build.ts";
import { createScratchProject, type ScratchProject } from "./scratch-project.ts";

const FIXTURE = "test/rehearsal/fixtures/fastapi";
const fixture = join(import.meta.dirname, "fixtures", "fastapi");

/** Rules of this stack's own service, which a program that is not ours breaks by being what it is. */
const NOT_FOR_OTHERS = Object.fromEntries(
  [
    ...["container-port", "startup-probe", "liveness-probe", "required-variables", "required-secrets"],
    ...["database-attached", "public-invocation", "websocket-lifetime", "monthly-cost", "image-size"],
  ].map((rule) => [rule, { enforcementLevel: "disabled" }]),
);

describe("stage validate", function () {
  this.timeout(300_000);
  let project: ScratchProject;
  let up: UpResult;

  before(async () => {
    await buildFastApiProgram();
    project = createScratchProject({}, { validated: true });
    cpSync(fixture, join(project.dir, FIXTURE), { recursive: true });
    project.edit("Pulumi.staging.yaml", (text) => {
      const settings = parseDocument(text);
      const services = parse(readFileSync(join(fixture, "service.yaml"), "utf8"));
      settings.setIn(["config", "netra-backend:services", "fastapi"], services.fastapi);
      return settings.toString();
    });
    writeFileSync(join(project.dir, "policies.staging.json"), JSON.stringify(NOT_FOR_OTHERS));
    up = await project.stageJson<UpResult>(["up", "--rehearsal"]);
  });
  after(() => project.remove());

  const validated = async (service: string) =>
    validationResultSchema.parse(
      await project.stageJson<ValidationResult>(["validate", "--rehearsal", "--service", service]),
    );

  it("runs by itself after stage up, and finds both services READY", () => {
    assert.deepEqual(
      up.services.map(({ key, validation }) => [key, validation?.verdict, validation?.blocking]),
      [
        ["backend", "READY", []],
        ["fastapi", "READY", []],
      ],
    );
  });

  it("finds the clean reference backend READY with no warning, marked as a rehearsal's", async () => {
    const { verdict, meta, checks, startup, traffic, measurements } = await validated("backend");
    const waited = Math.max(...checks.map(({ waitedSeconds }) => waitedSeconds));
    console.log(`      ${checks.length} checks in ${meta.seconds} s, of which ${waited} s had to be waited`);
    assert.equal(verdict.verdict, "READY");
    assert.match(verdict.summary, /^READY \(rehearsal\): (\d+) of \1 needed checks passed$/);
    assert.deepEqual(verdict.warnings, []);
    assert.equal(meta.from, "rehearsal");
    assert.deepEqual(startup?.phases.map(({ name }) => name).at(-1), "FINALIZE");
    assert.deepEqual(
      traffic.now.map(({ percent }) => percent),
      [100],
    );
    assert.ok(measurements.latency.every(({ n }) => n === 50));
    for (const { id, verdict, evidence } of checks) {
      if (verdict === "pass") assert.ok(evidence.length > 0, `${id} passed without evidence`);
    }
  });

  it("keeps tokens and secrets out of the result and of what it prints", async () => {
    const { stdout, stderr } = await project.stage([
      "validate",
      "--rehearsal",
      "--service",
      "backend",
      "--json",
    ]);
    const saved = readFileSync(join(project.dir, ".rehearsal/validation/rehearsal-backend.json"), "utf8");
    for (const text of [stdout, stderr, saved]) {
      assert.doesNotMatch(text, /eyJ[\w-]+\.[\w-]+/);
      assert.doesNotMatch(text, /"(password|token|access_token|client_secret)\\*":\\*"(?!\[redacted\])/);
    }
  });

  it("validates a FastAPI program from PyPI by settings alone", async () => {
    const { checks, meta } = await validated("fastapi");
    assert.equal(meta.contract, "http");
    assert.deepEqual(
      checks.filter(({ group }) => group === "endpoints").map(({ title, verdict }) => [title, verdict]),
      [
        ["GET /docs", "pass"],
        ["GET /openapi.json", "pass"],
        ["GET /items/7", "pass"],
        ["GET /items/seven", "pass"],
      ],
    );
  });

  it("ends with 4 and says which check blocks where the settings expect what is not there", async () => {
    project.edit("Pulumi.staging.yaml", (text) => text.replace("contains: swagger-ui", "contains: redoc"));
    project.edit(".rehearsal/Pulumi.staging.yaml", (text) =>
      text.replace("contains: swagger-ui", "contains: redoc"),
    );
    const { exitCode, stderr } = await project.stage(["validate", "--rehearsal", "--service", "fastapi"]);
    assert.equal(exitCode, 4, stderr);
    assert.match(
      stderr,
      /fastapi, revision \S+: NOT READY \(rehearsal\): \d+ of \d+ needed checks passed \[not-ready\]/,
    );
    assert.match(stderr, /endpoint-get-docs: expected GET \/docs; found body: expected a text with "redoc"/);
  });
});
