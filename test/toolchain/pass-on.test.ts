import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { passOn } from "../../toolchain/pass-on.mjs";

const NODE = process.execPath;

describe("a command that is passed on to", () => {
  it("decides the exit code", async () => {
    assert.equal(await passOn(NODE, ["-e", "process.exit(7)"]), 7);
  });

  it("counts as 128 and the signal's number when a signal ended it", async () => {
    assert.equal(await passOn(NODE, ["-e", "process.kill(process.pid, 'SIGTERM')"]), 128 + 15);
  });

  it("gets the signals that its parent gets, and the parent waits for its end", async () => {
    const child =
      "process.on('SIGTERM', () => process.exit(9)); setInterval(() => {}, 1000); console.log('ready')";
    const parent = `
      import { passOn } from "./toolchain/pass-on.mjs";
      process.exitCode = await passOn(process.execPath, ["-e", ${JSON.stringify(child)}]);
    `;
    const running = spawn(NODE, ["--input-type=module", "-e", parent], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(running.stdout, "data");
    running.kill("SIGTERM");
    assert.deepEqual(await once(running, "exit"), [9, null]);
  });

  it("is an error when it cannot be started", async () => {
    await assert.rejects(passOn("/nowhere/command", []), /ENOENT/);
  });
});
