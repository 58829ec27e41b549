import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isLauncher, launcherScript } from "../../toolchain/launcher.ts";

describe("launcher", () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "it's a launcher "));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  function write(name: string, content: string): string {
    const path = join(directory, name);
    writeFileSync(path, content, { mode: 0o755 });
    return path;
  }

  it("runs the program with its arguments and environment, whatever characters the paths hold", () => {
    const program = write("print.mjs", "console.log(process.env.GREETING, ...process.argv.slice(2))");
    const path = write(
      "run",
      launcherScript({ node: process.execPath, program, env: { GREETING: "it's $HOME" } }),
    );
    assert.equal(execFileSync(path, ["one two", "*"], { encoding: "utf8" }), "it's $HOME one two *\n");
  });

  it("knows its own script", () => {
    const path = write("run", launcherScript({ node: "node", program: "main.ts", env: { A: "b" } }));
    assert.equal(isLauncher(path), true);
  });

  it("takes other scripts and binaries for somebody else's", () => {
    assert.equal(isLauncher(write("script", "#!/bin/sh\nexec something\n")), false);
    assert.equal(isLauncher(write("binary", "\u007fELF")), false);
  });

  it("takes a link for somebody else's, even to a launcher", () => {
    const launcher = write("run", launcherScript({ node: "node", program: "main.ts", env: { A: "b" } }));
    symlinkSync(launcher, join(directory, "link"));
    assert.equal(isLauncher(join(directory, "link")), false);
  });
});
