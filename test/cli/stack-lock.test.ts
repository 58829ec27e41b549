import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { releaseDeadLocks } from "../../cli/engine/stack-lock.ts";

describe("stack lock", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "locks-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const lock = (pid: number, host = hostname()) =>
    writeFileSync(
      join(folder, "one.json"),
      JSON.stringify({ pid, username: "root", hostname: host, timestamp: "2026-01-01T00:00:00Z" }),
    );

  it("goes on where there are no locks, or no folder for them", async () => {
    await releaseDeadLocks(folder);
    await releaseDeadLocks(join(folder, "none"));
    await releaseDeadLocks(undefined);
  });

  it("takes away the lock of an engine that is gone", async () => {
    const { pid } = spawnSync("true");
    lock(pid);
    await releaseDeadLocks(folder);
    assert.deepEqual(readdirSync(folder), []);
  });

  it("takes away a lock whose process number went to another program", async () => {
    lock(process.pid);
    await releaseDeadLocks(folder);
    assert.deepEqual(readdirSync(folder), []);
  });

  it("refuses while the engine that holds it runs", async () => {
    // The system tells programs apart by the name of their file.
    const engine = join(folder, "pulumi");
    symlinkSync("/bin/sleep", engine);
    const child = spawn(engine, ["60"]);
    await new Promise((resolve) => child.once("spawn", resolve));
    lock(child.pid ?? 0);
    try {
      await assert.rejects(releaseDeadLocks(folder), {
        code: "stack-locked",
        message: `Another engine run holds the stack: process ${child.pid} on ${hostname()}, since 2026-01-01T00:00:00Z.`,
      });
    } finally {
      child.kill();
    }
    assert.ok(readdirSync(folder).includes("one.json"));
  });

  it("leaves the lock of another machine alone", async () => {
    lock(1, "elsewhere");
    await assert.rejects(releaseDeadLocks(folder), { code: "stack-locked" });
  });
});
