import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { PassThrough } from "node:stream";
import { lossOf, outliveLoss } from "../../cli/lost-output.ts";
import { pause } from "../../cli/pause.ts";

describe("the end of a command", function () {
  this.timeout(30_000);

  function shell(command: string) {
    const { status, stderr } = spawnSync("bash", ["-c", `set -o pipefail; ${command}`], {
      encoding: "utf8",
      env: { ...process.env, NODE: process.execPath },
    });
    return { status, stderr };
  }

  for (const args of ["cost", "cost --json", "--help"]) {
    it(`is not 0 for \`${args}\` where what it prints is lost`, () => {
      assert.deepEqual(shell(`$NODE cli/main.ts ${args} > /dev/full`), {
        status: 2,
        stderr:
          "Not all of the result could be printed. [output-unwritable]\n" +
          "  stdout: expected to take what is printed; found ENOSPC: no space left on device, write\n",
      });
    });
  }

  it("keeps the exit code of a fault beside that", () => {
    const { status, stderr } = shell("$NODE cli/main.ts cost --json --service none > /dev/full");
    assert.equal(status, 2);
    assert.match(stderr, /none.*\n[\s\S]*\[output-unwritable\]/);
  });

  it("is quiet, and 0, where the reader has left with what it wanted", () => {
    assert.deepEqual(shell("$NODE cli/main.ts cost --json | true"), { status: 0, stderr: "" });
  });
});

describe("a pause before something is shown again", () => {
  const { signal } = new AbortController();

  it("goes on while what is printed arrives", async () => {
    assert.equal(await pause(1, signal, new PassThrough()), true);
  });

  it("is the last on Ctrl-C", async () => {
    assert.equal(await pause(1000, AbortSignal.abort(), new PassThrough()), false);
  });

  it("is the last where what is printed is lost, though the stream itself forgets it", async () => {
    const stdout = new PassThrough();
    outliveLoss(stdout);
    stdout.emit("error", Object.assign(new Error("write EPIPE"), { code: "EPIPE" }));
    stdout.emit("error", new Error("another, later"));
    assert.equal(lossOf(stdout)?.message, "write EPIPE");
    assert.equal(await pause(1, signal, stdout), false);
  });
});
