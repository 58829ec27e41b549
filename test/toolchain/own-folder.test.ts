import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Fault } from "../../faults/fault.ts";
import { ensureDeployTools, ensurePulumiCli, ensureToolchain } from "../../toolchain/index.ts";
import { ensureOwnFolder } from "../../toolchain/own-folder.ts";
import { FakeMachine } from "./fake-machine.ts";

describe("the folder of what is kept", () => {
  let machine: FakeMachine;
  beforeEach(() => {
    machine = new FakeMachine();
  });
  afterEach(() => machine.remove());

  it("is made where it is not there yet, and left as it is afterwards", () => {
    ensureOwnFolder(machine.projectDir);
    machine.write(".rehearsal/kept", "");
    ensureOwnFolder(machine.projectDir);
    assert.ok(existsSync(join(machine.rehearsalDir, "kept")));
  });

  it("is named where it cannot be made, by everything that is to get a tool", async () => {
    machine.write(".rehearsal", "a file in its place");
    const isNamed = (fault: Fault) => {
      assert.deepEqual([fault.code, fault.exitCode], ["project-unwritable", 6]);
      assert.equal(
        fault.message,
        `Tools and state are kept in ${machine.rehearsalDir}, which cannot be written to.`,
      );
      assert.match(fault.evidence[0] ?? "", /^EEXIST/);
      return true;
    };
    assert.throws(() => ensureOwnFolder(machine.projectDir), isNamed);
    const { projectDir } = machine;
    for (const ensure of [ensureToolchain, ensureDeployTools, ensurePulumiCli]) {
      await assert.rejects(ensure({ projectDir }), isNamed);
    }
  });
});
