import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import type { UpResult } from "../../cli/deploy/up-result.ts";
import { rehearsalConfig } from "../../policies/pack-config.ts";
import type { ServiceStatus } from "../../release/status.ts";
import { createScratchProject, type ScratchProject } from "./scratch-project.ts";

const POLICY_VIOLATED = 3;

describe("the policy pack over a rehearsal of the real program", () => {
  let project: ScratchProject;
  let folder: string;
  let configFile: string;
  let deployed: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "stage-policies-"));
    configFile = join(folder, "config.json");
    writeFileSync(configFile, "{}");
    project = createScratchProject({
      PULUMI_OPTION_POLICY_PACK: "policies",
      PULUMI_OPTION_POLICY_PACK_CONFIG: configFile,
    });
  });
  after(async () => {
    await project.remove();
    rmSync(folder, { recursive: true });
  });

  it("refuses the rehearsal's registry as long as no config allows it", async () => {
    const { exitCode, stderr } = await project.stage(["preview", "--rehearsal"]);
    assert.equal(exitCode, POLICY_VIOLATED, stderr);
    assert.match(stderr, /\[allowed-registry\] backend: imageName/);
    assert.match(stderr, /allowed: an image of us-central1-docker\.pkg\.dev/);
  });

  it("lets the first deployment through with the rehearsal's config, unknown digest and all", async () => {
    const overlay = parse(readFileSync(join(project.dir, ".rehearsal", "Pulumi.staging.yaml"), "utf8"));
    const { registry } = overlay.config["netra-backend:repository"];
    const { standInBases } = overlay.config["netra-backend:rehearsal"];
    writeFileSync(configFile, JSON.stringify(rehearsalConfig({ registry, standInBases })));
    const { services } = await project.stageJson<UpResult>(["up", "--rehearsal"]);
    assert.equal(services[0]?.newRevision, true);
    deployed = services[0].revision;
  });

  it("stops limits that grew, before anything is touched, and names the setting", async () => {
    project.edit("Pulumi.staging.yaml", (text) =>
      text.replace("cpu: 1\n", "cpu: 4\n").replace("memoryMiB: 512", "memoryMiB: 4096"),
    );
    const { exitCode, stderr } = await project.stage(["up", "--rehearsal"]);
    assert.equal(exitCode, POLICY_VIOLATED, stderr);
    assert.match(stderr, /\[memory-limit\] backend: template\.containers\[0\]\.resources\.limits\.memory/);
    assert.match(stderr, /fix: +services\.<key>\.memoryMiB/);
    const { services } = await project.stageJson<{ services: ServiceStatus[] }>(["status", "--rehearsal"]);
    const revisions = services.flatMap((service) =>
      service.revisions.map(({ name, percent }) => [name, percent]),
    );
    assert.deepEqual(revisions, [[deployed, 100]]);
  });
});
