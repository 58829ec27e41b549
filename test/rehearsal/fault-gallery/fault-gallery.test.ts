import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type ValidationResult, validationResultSchema } from "../../../validation/result.ts";
import { createScratchProject, type ScratchProject } from "../scratch-project.ts";
import { GALLERY, type GalleryFault } from "./gallery.ts";
import { assertCaught, assertClean, checksThatCatch } from "./judge.ts";
import { type Surroundings, surroundingsOf } from "./surroundings.ts";
import { startTlsFront, type TlsFront } from "./tls-front.ts";

const SETTINGS = "Pulumi.staging.yaml";
const VARIABLES = "      env:\n";
/** As few requests as may be: what fails here fails many times. */
const SAMPLES: [string, string] = ["p95Milliseconds: 1000 }", "p95Milliseconds: 1000, samples: 20 }"];
/** A revision that listens nowhere is waited for as long as its probe says: here five seconds, which staging forbids. */
const POLICIES = { "startup-window": { enforcementLevel: "disabled" } };
const MENDED_MILLISECONDS = 60_000;

describe("the fault gallery", () => {
  let front: TlsFront;
  let project: ScratchProject;
  let surroundings: Surroundings;
  let clean: string;
  let url: string;

  before(async () => {
    front = await startTlsFront();
    project = createScratchProject({ NODE_EXTRA_CA_CERTS: front.authorities }, { validated: true });
    surroundings = surroundingsOf(project.dir, front);
    writeFileSync(join(project.dir, "policies.staging.json"), JSON.stringify(POLICIES));
    project.edit(SETTINGS, (text) => text.replace(/addresses: \[\S+\]/, `addresses: [${front.address}]`));
    project.edit(SETTINGS, (text) => text.replace(...SAMPLES));
    clean = readFileSync(join(project.dir, SETTINGS), "utf8");
  });
  after(async () => {
    front.close();
    await project.remove();
  });

  it("begins with a clean backend, which is READY with no warning", async () => {
    await deployed(0);
    assertClean(saved());
    ({ url } = saved().meta);
  });

  for (const fault of GALLERY.filter(({ outside }) => !outside)) {
    it(`has "${fault.name}", which ${checksThatCatch(fault)} catches`, async () => {
      declare(fault);
      if (fault.validatedByUp) {
        await deployed(4);
        return assertCaught(fault, saved());
      }
      await deployed(fault.refused ? 6 : 0, "--no-validate");
      assertCaught(fault, await validated(4));
    });
  }

  it("has a clean backend again, which is READY with no warning", async () => {
    declare({});
    await deployed(0);
    assertClean(saved());
  });

  for (const fault of GALLERY) {
    const { name, outside } = fault;
    if (!outside) continue;
    it(`has "${name}", which ${checksThatCatch(fault)} catches`, async () => {
      // What breaks breaks under an instance that has started well.
      await healthy();
      const mend = await surroundings.faults[outside]();
      try {
        declare(fault);
        if (fault.refused) await deployed(6, "--no-validate");
        assertCaught(fault, await validated(4));
      } finally {
        declare({});
        await mend();
      }
    });
  }

  it("ends with a clean backend, which is READY with no warning", async () => {
    await healthy();
    assertClean(await validated(0));
  });

  /** Settings with nothing wrong but this. */
  function declare({ deployed }: Pick<GalleryFault, "deployed">): void {
    const { env = {}, settings: replacements = [] } = deployed ?? {};
    const lines = Object.entries(env).map(([name, value]) => `        ${name}: "${value}"\n`);
    const changes: [string, string][] = [[VARIABLES, `${VARIABLES}${lines.join("")}`], ...replacements];
    const text = changes.reduce((settings, [from, to]) => {
      assert.ok(settings.includes(from), `${SETTINGS} does not hold ${from}`);
      return settings.replace(from, to);
    }, clean);
    writeFileSync(join(project.dir, SETTINGS), text);
  }

  async function deployed(exitCode: number, ...options: string[]): Promise<void> {
    const { exitCode: found, stderr } = await project.stage(["up", "--rehearsal", ...options]);
    assert.equal(found, exitCode, stderr);
  }

  /** What the last validation came to, whichever command it belonged to. */
  function saved(): ValidationResult {
    const file = join(project.dir, ".rehearsal", "validation", "rehearsal-backend.json");
    return validationResultSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  }

  async function validated(exitCode: number): Promise<ValidationResult> {
    const { exitCode: found, stdout, stderr } = await project.stage(["validate", "--rehearsal", "--json"]);
    assert.equal(found, exitCode, stderr);
    return validationResultSchema.parse(JSON.parse(stdout));
  }

  async function healthy(): Promise<void> {
    const deadline = Date.now() + MENDED_MILLISECONDS;
    for (;;) {
      const answer = await fetch(`${url}/health`);
      const text = await answer.text();
      if (answer.status === 200) return;
      if (Date.now() > deadline) throw new Error(`not healthy after 60 s: HTTP ${answer.status} ${text}`);
      await setTimeout(100);
    }
  }
});
