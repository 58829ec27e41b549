import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { locateProject } from "../../cli/project.ts";
import { policyPackOf } from "../../cli/target/policy-pack.ts";
import type { PackConfig } from "../../policies/pack-config.ts";

const RAISED: PackConfig = { "memory-limit": { memoryMiB: { min: 512, max: 1024 } } };
const REHEARSAL = { registry: "127.0.0.1:15000", standInBases: ["stage.local/base"] };

describe("the policies that a stack is held to", () => {
  const dir = mkdtempSync(join(tmpdir(), "stage-policies-"));
  const project = locateProject(dir);
  const ownFile = join(dir, "policies.staging.json");
  const pack = join(dir, "policies", "serve.mjs");
  after(() => rmSync(dir, { recursive: true }));
  afterEach(() => rmSync(ownFile, { force: true }));

  const written = (file: string | undefined) => JSON.parse(readFileSync(file ?? "", "utf8"));

  it("are the rules' own defaults where nothing says otherwise", async () => {
    assert.deepEqual(await policyPackOf(project, { remediate: false }), { pack, config: {} });
  });

  it("are those that policies.staging.json gives, as it is", async () => {
    writeFileSync(ownFile, JSON.stringify(RAISED));
    const use = await policyPackOf(project, { remediate: false });
    assert.deepEqual(use, { pack, configFile: ownFile, config: RAISED });
  });

  it("let a rehearsal use its own registry and stand-in base, on top of what the file gives", async () => {
    writeFileSync(ownFile, JSON.stringify(RAISED));
    const { config, configFile } = await policyPackOf(project, { rehearsal: REHEARSAL, remediate: false });
    assert.deepEqual(config, {
      ...RAISED,
      "allowed-registry": { registries: [REHEARSAL.registry] },
      "alpine-base": { standInBases: REHEARSAL.standInBases },
    });
    assert.deepEqual(written(configFile), config);
  });

  it("fix what they safely can where that is asked for, in staging too", async () => {
    const { config, configFile } = await policyPackOf(project, { remediate: true });
    assert.deepEqual(Object.keys(config).sort(), ["environment-label", "pinned-digest", "required-labels"]);
    assert.deepEqual(written(configFile), config);
  });

  for (const [what, text] of [
    ["a list", "[]"],
    ["no JSON", "memory-limit:"],
  ] as const)
    it(`cannot come from a file that is ${what}`, async () => {
      writeFileSync(ownFile, text);
      await assert.rejects(policyPackOf(project, { remediate: false }), {
        code: "policies-invalid",
        outcome: "usage",
        message: `${ownFile} is not a policy pack config.`,
      });
    });
});
