import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { refreshAhead } from "../../cli/deploy/early-refresh.ts";
import { listenForInterrupt } from "../../cli/interrupt.ts";
import { createOutput } from "../../cli/output.ts";
import { locateProject } from "../../cli/project.ts";
import type { VerbContext, VerbOptions } from "../../cli/verb.ts";

describe("a refresh that is started before the settings are read", () => {
  let dir: string;
  const interrupt = listenForInterrupt();
  before(() => {
    dir = mkdtempSync(join(tmpdir(), "stage-early-"));
  });
  after(() => {
    interrupt.release();
    rmSync(dir, { recursive: true });
  });

  const contextOf = (options: VerbOptions): VerbContext => ({
    project: locateProject(dir),
    output: createOutput(false),
    interrupt,
    options,
  });

  it("is none where there is no rehearsal yet: it is brought up first", () => {
    assert.equal(refreshAhead(contextOf({ rehearsal: true, yes: true })), undefined);
  });

  it("is none for the real project, nor for one service among several", () => {
    const { overlayFile, rehearsalDir } = locateProject(dir);
    mkdirSync(rehearsalDir);
    writeFileSync(overlayFile, "");
    assert.equal(refreshAhead(contextOf({ yes: true })), undefined);
    assert.equal(refreshAhead(contextOf({ rehearsal: true, yes: true, service: "backend" })), undefined);
  });

  it("is none where no gcp plugin is installed: the engine gets it, after the change", () => {
    const modules = join(dir, "node_modules", "@pulumi", "gcp");
    mkdirSync(modules, { recursive: true });
    writeFileSync(join(modules, "package.json"), '{ "version": "9.37.0" }');
    assert.equal(refreshAhead(contextOf({ rehearsal: true, yes: true })), undefined);
  });
});
