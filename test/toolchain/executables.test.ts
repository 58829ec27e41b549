import assert from "node:assert/strict";
import { readFileSync, renameSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { findOnPath, isExecutable, versionOf } from "../../toolchain/executables.ts";
import { FakeMachine } from "./fake-machine.ts";

describe("executables", () => {
  let machine: FakeMachine;
  beforeEach(() => {
    machine = new FakeMachine();
  });
  afterEach(() => machine.remove());

  it("are found on PATH, in the order of PATH", () => {
    const first = machine.write("first/stage-probe", "x", 0o755);
    machine.write("second/stage-probe", "x", 0o755);
    const path = ["first", "second"].map((name) => join(machine.projectDir, name)).join(":");
    assert.equal(findOnPath(["stage-probe"], path), first);
  });

  it("are not looked for among packages' commands", () => {
    machine.write("node_modules/.bin/stage-probe", "x", 0o755);
    assert.equal(findOnPath(["stage-probe"], join(machine.projectDir, "node_modules", ".bin")), undefined);
  });

  it("are neither empty files, nor folders, nor files without the right to run", () => {
    assert.equal(isExecutable(machine.write("empty", "", 0o755)), false);
    assert.equal(isExecutable(machine.write("plain", "x", 0o644)), false);
    assert.equal(isExecutable(machine.projectDir), false);
  });

  it("are asked for their version once, and again when the file has changed", async () => {
    const redis = machine.install("redis-server", () => ({ output: "Redis server v=7.0.15 sha=0" }));
    assert.equal(await versionOf(redis, ["--version"], machine), "7.0.15");
    assert.equal(await versionOf(redis, ["--version"], machine), "7.0.15");
    assert.equal(machine.ran.length, 1);
    machine.write("bin/redis-server", "a longer binary", 0o755);
    machine.behave(redis, () => ({ output: "Redis server v=8.0.1" }));
    assert.equal(await versionOf(redis, ["--version"], machine), "8.0.1");
  });

  it("are asked again when another file of the same size and time has taken their place", async () => {
    const redis = machine.install("redis-server", () => ({ output: "Redis server v=7.0.15 sha=0" }));
    assert.equal(await versionOf(redis, ["--version"], machine), "7.0.15");
    const { mtime } = statSync(redis);
    const next = machine.write("bin/redis-server.next", readFileSync(redis, "utf8"), 0o755);
    utimesSync(next, mtime, mtime);
    renameSync(next, redis);
    machine.behave(redis, () => ({ output: "Redis server v=8.0.1" }));
    assert.equal(await versionOf(redis, ["--version"], machine), "8.0.1");
  });
});
