import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { locateProject } from "../../cli/project.ts";
import type { Steps } from "../../cli/steps.ts";
import { policyPackOf } from "../../cli/target/policy-pack.ts";
import { prepareRehearsal } from "../../cli/target/prepare-rehearsal.ts";
import { readStackPolicies } from "../../cli/target/stack-policies.ts";
import type { VerbContext } from "../../cli/verb.ts";
import { Fault } from "../../faults/fault.ts";
import type { PackConfig } from "../../policies/pack-config.ts";

const RAISED: PackConfig = { "memory-limit": { memoryMiB: { min: 512, max: 1024 } } };
const DISABLED = { enforcementLevel: "disabled" };
const REHEARSAL = { registry: "127.0.0.1:15000", standInBases: ["stage.local/base"] };

describe("the policies that a stack is held to", () => {
  const dir = mkdtempSync(join(tmpdir(), "stage-policies-"));
  const project = locateProject(dir);
  const ownFile = join(dir, "policies.staging.json");
  const pack = join(dir, "policies", "serve.mjs");
  after(() => rmSync(dir, { recursive: true }));
  afterEach(() => rmSync(ownFile, { recursive: true, force: true }));

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

  it("can be given in Pulumi's short forms, which the engine reads by itself", async () => {
    writeFileSync(ownFile, '{ "all": "advisory", "ingress": "disabled" }');
    const { config, configFile } = await policyPackOf(project, { remediate: false });
    assert.equal(configFile, ownFile);
    assert.deepEqual([config.ingress, config["memory-limit"]], [DISABLED, { enforcementLevel: "advisory" }]);
    const rehearsed = await policyPackOf(project, { rehearsal: REHEARSAL, remediate: false });
    assert.deepEqual(written(rehearsed.configFile).ingress, DISABLED);
    assert.deepEqual(written(rehearsed.configFile)["allowed-registry"], {
      enforcementLevel: "advisory",
      registries: [REHEARSAL.registry],
    });
  });

  it("are written without the mark before UTF-8, at which the engine would stop", async () => {
    writeFileSync(ownFile, `\uFEFF${JSON.stringify(RAISED)}`);
    const { config, configFile } = await policyPackOf(project, { remediate: false });
    assert.deepEqual(config, RAISED);
    assert.notEqual(configFile, ownFile);
    assert.deepEqual(written(configFile), RAISED);
  });

  it("cannot come from a file with mistakes in it, which are all reported, whoever asks", async () => {
    writeFileSync(ownFile, '{ "memory-limit": { "foo": 1 }, "memory-limits": {}, "ingress": "off" }');
    for (const args of [
      { remediate: false },
      { remediate: true },
      { rehearsal: REHEARSAL, remediate: false },
    ])
      await assert.rejects(policyPackOf(project, args), (error) => {
        assert.ok(error instanceof Fault);
        assert.deepEqual([error.code, error.exitCode], ["policies-invalid", 2]);
        assert.equal(error.message, "policies.staging.json: 3 entries are wrong");
        assert.deepEqual(
          error.findings.map(({ path, actual }) => `${path}: ${actual}`),
          ["memory-limit.foo: an unknown key", "memory-limits: an unknown rule", 'ingress: "off"'],
        );
        return true;
      });
  });

  it("are looked at before a rehearsal touches anything", async () => {
    cpSync(join(import.meta.dirname, "../../Pulumi.staging.yaml"), project.settingsFile);
    writeFileSync(ownFile, '{ "memory-limits": {} }');
    const steps = {
      run: (title: string) => {
        throw new Error(`${title} was begun`);
      },
    } as unknown as Steps;
    const context = { project, options: {}, interrupt: new AbortController() } as unknown as VerbContext;
    await assert.rejects(prepareRehearsal(context, steps), { code: "policies-invalid" });
  });

  it("cannot come from a folder", async () => {
    mkdirSync(ownFile);
    await assert.rejects(policyPackOf(project, { remediate: false }), (error) => {
      assert.ok(error instanceof Fault);
      assert.deepEqual([error.code, error.findings[0]?.actual], ["policies-invalid", "EISDIR"]);
      return true;
    });
  });

  it("of the stacks that the rehearsals are made of have no mistakes in them", async () => {
    const fixtures = join(import.meta.dirname, "../rehearsal/fixtures");
    for (const fixture of ["foreign", "misbehaving"])
      assert.ok(await readStackPolicies({ dir: join(fixtures, fixture) }), fixture);
  });

  for (const [what, text] of [
    ["a list", "[]"],
    ["no JSON", "memory-limit:"],
    ["UTF-16", Buffer.from("\uFEFF{}", "utf16le")],
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
