import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Fault } from "../../faults/fault.ts";
import { dockerEngine } from "../../toolchain/docker-engine.ts";
import { startDockerd } from "../../toolchain/dockerd.ts";
import { FakeEngine } from "./fake-engine.ts";
import { FakeMachine } from "./fake-machine.ts";

const silent = () => undefined;

describe("the Docker engine", () => {
  let machine: FakeMachine;
  beforeEach(() => {
    machine = new FakeMachine();
  });
  afterEach(() => machine.remove());

  it("is the one that answers at DOCKER_HOST", async () => {
    const engine = new FakeEngine(machine.projectDir);
    await engine.start();
    machine.env.DOCKER_HOST = engine.host;
    assert.deepEqual(await dockerEngine(machine).find(), {
      what: "Docker engine",
      version: "20.10.24",
      where: engine.host,
      host: engine.host,
    });
    await engine.stop();
  });

  it("is not started where DOCKER_HOST names one that does not answer", async () => {
    const host = `unix://${join(machine.projectDir, "nobody.sock")}`;
    machine.env.DOCKER_HOST = host;
    assert.equal(await dockerEngine(machine).find(), undefined);
    await assert.rejects(dockerEngine(machine).provide(silent), (error) => {
      assert.ok(error instanceof Fault);
      assert.equal(error.code, "docker-unreachable");
      assert.equal(error.message, `No Docker engine answers at ${host}`);
      assert.match(error.evidence.join(), /ENOENT/);
      return true;
    });
    assert.deepEqual(machine.ran, []);
  });

  it("is waited for after it was started, in a session of its own", async () => {
    // The sixth field of stat is the session; the first is the process.
    const script = "#!/bin/sh\ncut -d' ' -f1,6 /proc/$$/stat\nexec sleep 10\n";
    const dockerd = machine.write("bin/dockerd", script, 0o755);
    let asked = 0;
    const engine = await startDockerd(
      machine,
      dockerd,
      async () => (++asked === 3 ? "engine" : undefined),
      5,
    );
    assert.equal(engine, "engine");
  });

  it("is a fault with its last log lines when it ends without having answered", async () => {
    machine.write(".rehearsal/dockerd.log", "from an earlier start\n");
    const dockerd = machine.write("bin/dockerd", "#!/bin/sh\necho failed to mount overlay\nexit 1\n", 0o755);
    await assert.rejects(
      startDockerd(machine, dockerd, async () => undefined, 5),
      (error) => {
        assert.ok(error instanceof Fault);
        assert.equal(error.message, "The Docker engine did not start: it ended with exit code 1");
        assert.deepEqual(error.evidence, [`$ ${dockerd}`, "failed to mount overlay"]);
        return true;
      },
    );
    assert.match(readFileSync(join(machine.rehearsalDir, "dockerd.log"), "utf8"), /^from an earlier start\n/);
  });

  it("is waited for where another command is starting it at the same time", async () => {
    const dockerd = machine.write(
      "bin/dockerd",
      "#!/bin/sh\necho pid file found, ensure docker is not running\nexit 1\n",
      0o755,
    );
    let asked = 0;
    const engine = await startDockerd(
      machine,
      dockerd,
      async () => (++asked === 4 ? "engine" : undefined),
      5,
    );
    assert.equal(engine, "engine");
  });

  it("is a fault when nothing answers in time", async () => {
    const dockerd = machine.write("bin/dockerd", "#!/bin/sh\nexec sleep 10\n", 0o755);
    await assert.rejects(
      startDockerd(machine, dockerd, async () => undefined, 0.3),
      /The Docker engine did not start: no answer within 0\.3 s/,
    );
  });
});
