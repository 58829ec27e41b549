import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { FakeMachine } from "./fake-machine.ts";

const SPECS = `
  it("passes", () => {});
  it("fails", () => { throw new Error("no\\nmore"); });
  it("passes too", () => {});
  describe("with a failing hook", () => {
    before(() => { throw new Error("no"); });
    it("is not run", () => {});
  });
`;

describe("the reporter of npm test", () => {
  it("leaves mocha's counts and what failed in a file, failed hooks among the failures", async () => {
    const project = new FakeMachine();
    const spec = project.write("some.test.cjs", SPECS);
    const counts = join(project.projectDir, "counts.json");
    const args = [
      "--no-config",
      "--reporter",
      "./toolchain/count-reporter.mjs",
      "--reporter-option",
      `counts=${counts}`,
    ];
    const mocha = resolve("node_modules/mocha/bin/mocha.js");
    await assert.rejects(promisify(execFile)(process.execPath, [mocha, ...args, spec]), /Command failed/);
    assert.deepEqual(JSON.parse(readFileSync(counts, "utf8")), {
      passed: 2,
      failed: 2,
      failures: [
        { title: "fails", message: "no" },
        { title: 'with a failing hook > "before all" hook for "is not run"', message: "no" },
      ],
      ended: true,
    });
    project.remove();
  });
});
