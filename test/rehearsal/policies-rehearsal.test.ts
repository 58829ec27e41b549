import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { execa } from "execa";
import type { UpResult } from "../../cli/deploy/up-result.ts";
import type { AuditResult } from "../../cli/verbs/audit.ts";
import type { ServiceStatus } from "../../release/status.ts";
import { connectOutside } from "./outside-clients.ts";
import { createScratchProject, type ScratchProject } from "./scratch-project.ts";

const POLICY_VIOLATED = 3;

interface FaultResult {
  fault: { code: string; findings: { path: string; expected: string; actual: string }[]; evidence: string[] };
}

describe("the policies over a rehearsal of the real program", () => {
  let project: ScratchProject;
  let deployed: UpResult["services"][number];
  let former: string;

  before(() => {
    project = createScratchProject();
  });
  after(() => project.remove());

  function settings(change: (text: string) => string): void {
    project.edit("Pulumi.staging.yaml", (text) => {
      former = text;
      return change(text);
    });
  }

  const restore = () => project.edit("Pulumi.staging.yaml", () => former);

  async function refused(args: string[]): Promise<FaultResult["fault"]> {
    const { exitCode, stdout, stderr } = await project.stage([...args, "--rehearsal", "--json"]);
    assert.equal(exitCode, POLICY_VIOLATED, stderr);
    return (JSON.parse(stdout) as FaultResult).fault;
  }

  it("let staging as it is declared through, digest and image size judged by the update", async () => {
    const { services } = await project.stageJson<UpResult>(["up", "--rehearsal"]);
    assert.ok(services[0]?.newRevision);
    deployed = services[0];
    const { looked, violations, notJudged } = await project.stageJson<AuditResult>(["audit", "--rehearsal"]);
    assert.deepEqual(violations, []);
    assert.deepEqual(
      looked.map(({ source }) => source),
      ["state", "live"],
    );
    assert.deepEqual(
      notJudged.filter(({ source }) => source === "state"),
      [],
    );
    const unseen = notJudged.filter(({ source }) => source === "live").map(({ rule }) => rule);
    for (const rule of ["deletion-protection", "not-root", "image-size"]) assert.ok(unseen.includes(rule));
  });

  it("refuse a preview with a bypass flag: rule, property, found, allowed, why and fix", async () => {
    settings((text) => text.replace("LOG_LEVEL: info", 'BYPASS_STARTUP_VALIDATION: "true"'));
    const { exitCode, stderr } = await project.stage(["preview", "--rehearsal"]);
    restore();
    assert.equal(exitCode, POLICY_VIOLATED, stderr);
    assert.match(stderr, /The policies refuse this preview: 1 violation\. \[policy-violated\]/);
    assert.match(
      stderr,
      /\[validation-bypass\] backend: template\.containers\[0\]\.envs\[\d+\]\.value: expected /,
    );
    assert.match(stderr, /\[validation-bypass\] why: /);
    assert.match(stderr, /\[validation-bypass\] fix: /);
  });

  it("refuse an update of what only shows across resources before anything is touched", async () => {
    settings((text) => text.replace("LOG_LEVEL: info", 'DATABASE_POOL_SIZE: "10"'));
    const { code, findings } = await refused(["up"]);
    restore();
    assert.equal(code, "policy-violated");
    assert.deepEqual(
      findings.map(({ path, actual }) => [path, actual]),
      [["[connection-budget] backend: template.scaling.maxInstanceCount", "100 connections"]],
    );
    const { services } = await project.stageJson<{ services: ServiceStatus[] }>(["status", "--rehearsal"]);
    const revisions = services.flatMap((service) => service.revisions.map(({ name }) => name));
    assert.deepEqual(revisions, [deployed.revision]);
  });

  it("fix a missing label when they are asked to", async () => {
    settings((text) => text.replace("    managed-by: pulumi\n", ""));
    const { findings } = await refused(["preview"]);
    assert.ok(findings.every(({ path }) => path.startsWith("[required-labels]")));
    const { exitCode, stderr } = await project.stage(["preview", "--rehearsal", "--remediate"]);
    restore();
    assert.equal(exitCode, 0, stderr);
    assert.match(stderr, /fixed by policy: \[required-labels\] backend/);
  });

  it("hold a bare pulumi to the same, with the variables of stage env", async () => {
    const env = await project.stageJson<Record<string, string>>(["env", "--rehearsal"]);
    settings((text) => text.replace("memoryMiB: 512", "memoryMiB: 4096"));
    // The overlay is what a bare pulumi reads; stage writes it.
    await project.stage(["env", "--rehearsal"]);
    const { version } = createRequire(import.meta.url)("pulumi/package.json") as { version: string };
    const binary = join(project.dir, ".rehearsal/pulumi/versions", version, "bin");
    const path = [binary, join(project.dir, "node_modules/.bin"), process.env.PATH].join(delimiter);
    const run = await execa("pulumi", ["preview", "--non-interactive"], {
      cwd: project.dir,
      env: { ...env, PATH: path },
      all: true,
      reject: false,
    });
    restore();
    assert.notEqual(run.exitCode, 0, run.all);
    assert.match(run.all, /\[mandatory\][^\n]*memory-limit/);
  });

  it("find live what somebody changed behind the program's back: 4 CPU and 4Gi", async () => {
    const name = `projects/netra-staging/locations/us-central1/services/${deployed.name}`;
    const outside = connectOutside(project, "netra-staging", name);
    // Not waited for: this machine may have fewer CPUs, and the service asks for them all the same.
    await outside.begin(({ template }) => {
      const [container] = template?.containers ?? [];
      assert.ok(container?.resources);
      container.resources.limits = { cpu: "4", memory: "4Gi" };
    });
    await outside.close();
    const { exitCode, stdout, stderr } = await project.stage(["audit", "--rehearsal", "--json"]);
    assert.equal(exitCode, POLICY_VIOLATED, stderr);
    const { compliant, violations } = JSON.parse(stdout) as AuditResult;
    assert.equal(compliant, false);
    const limits = violations.filter(({ place }) => place.includes("limits"));
    assert.deepEqual(
      limits.map(({ source, rule, place, found }) => [source, rule, place, found]),
      [
        ["live", "memory-limit", `${deployed.name}: template.containers[0].resources.limits.memory`, "4Gi"],
        ["live", "cpu-limit", `${deployed.name}: template.containers[0].resources.limits.cpu`, "4"],
      ],
    );
    assert.ok(
      violations.every(({ source }) => source === "live"),
      "state knows nothing of it",
    );
  });
});
