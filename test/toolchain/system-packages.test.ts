import assert from "node:assert/strict";
import { Fault } from "../../faults/fault.ts";
import { formatFault } from "../../faults/format.ts";
import { redisBinary } from "../../toolchain/server-binary.ts";
import { FakeMachine } from "./fake-machine.ts";

const silent = () => undefined;

describe("system packages", () => {
  let machine: FakeMachine;
  beforeEach(() => {
    machine = new FakeMachine();
    machine.write("bin/apt-get", "binary", 0o755);
    machine.install("busybox", () => ({}));
  });
  afterEach(() => machine.remove());

  /** apt by way of the shell: what it was asked to install is on PATH afterwards. */
  function behaveApt(failures = 0): string[][] {
    const calls: string[][] = [];
    machine.behave("/bin/sh", (args) => {
      calls.push(args.slice(3));
      if (calls.length <= failures) return { succeeded: false, output: "E: Unable to fetch some archives" };
      for (const name of args.slice(3)) machine.install(name, () => ({ output: `${name} 7.0.15` }));
      return {};
    });
    return calls;
  }

  it("are not installed where the binary is on PATH", async () => {
    const where = machine.install("redis-server", () => ({ output: "Redis server v=7.0.15" }));
    assert.deepEqual(await redisBinary(machine).find(), { what: "Redis", version: "7.0.15", where });
  });

  it("are installed all at once, but no engine for a step that needs none", async () => {
    const calls = behaveApt();
    const { version } = await redisBinary(machine).provide(silent);
    assert.equal(version, "7.0.15");
    assert.deepEqual(calls, [["docker-registry", "redis-server"]]);
  });

  it("neither start at boot nor stay enabled", async () => {
    behaveApt();
    const disabled: string[] = [];
    machine.install("update-rc.d", ([service = ""]) => {
      disabled.push(service);
      return {};
    });
    await redisBinary(machine).provide(silent);
    assert.deepEqual(disabled, ["docker-registry", "redis-server"]);
  });

  it("are tried twice", async () => {
    const calls = behaveApt(1);
    await redisBinary(machine).provide(silent);
    assert.equal(calls.length, 2);
  });

  it("are a fault with apt's last lines after two failures", async () => {
    behaveApt(2);
    await assert.rejects(redisBinary(machine).provide(silent), (error) => {
      assert.ok(error instanceof Fault);
      assert.equal(
        formatFault(error),
        [
          "docker-registry, redis-server could not be installed [apt-failed]",
          "  | $ apt-get update && apt-get install docker-registry redis-server",
          "  | E: Unable to fetch some archives",
          "  | (exit code 1)",
          "  next: mend what apt-get says and run `apt-get install docker-registry redis-server`, then the same command again",
        ].join("\n"),
      );
      return true;
    });
  });

  it("are left to the user where this is not root", async () => {
    machine.isRoot = false;
    await assert.rejects(redisBinary(machine).provide(silent), (error) => {
      assert.ok(error instanceof Fault);
      assert.equal(error.code, "redis-server-missing");
      assert.equal(error.message, "There is no redis-server on PATH, and only root can install it");
      assert.equal(
        error.next,
        "sudo apt-get install docker-registry redis-server, then the same command again",
      );
      return true;
    });
    assert.deepEqual(machine.ran, []);
  });
});
