import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { configurationHash } from "../../rehearsal/daemon/configuration.ts";
import { progressReporter } from "../../rehearsal/daemon/log-progress.ts";
import { projectNumber, rehearsalIdentity } from "../../rehearsal/daemon/rehearsal-identity.ts";
import { withStartLock } from "../../rehearsal/daemon/start-lock.ts";
import { versionStamp } from "../../rehearsal/daemon/version-stamp.ts";
import { registryConfiguration } from "../../rehearsal/databases/registry.ts";

describe("the daemon's files", () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "stage-daemon-"));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it("keep identity and token for as long as they are there, for the owner's eyes only", () => {
    const path = join(directory, "identity.json");
    const identity = rehearsalIdentity(path);
    assert.deepEqual(rehearsalIdentity(path), identity);
    assert.match(identity.rehearsalId, /^[0-9a-f]{12}$/);
    assert.equal(statSync(path).mode & 0o777, 0o600);
  });

  it("let one process at a time start or stop the cloud", async () => {
    const path = join(directory, "start.lock");
    const order: string[] = [];
    const work = (name: string) => async () => {
      order.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 30));
      order.push(`${name} ends`);
    };
    await Promise.all([withStartLock(path, work("a")), withStartLock(path, work("b"))]);
    assert.deepEqual(order, ["a begins", "a ends", "b begins", "b ends"]);
  });

  it("free the lock when the work fails", async () => {
    const path = join(directory, "start.lock");
    await assert.rejects(
      withStartLock(path, async () => {
        throw new Error("failed");
      }),
      /failed/,
    );
    assert.equal(await withStartLock(path, async () => "done"), "done");
  });

  it("tell sources of another time apart", () => {
    const source = join(directory, "a.ts");
    writeFileSync(source, "1");
    const stamp = versionStamp(directory);
    assert.equal(versionStamp(directory), stamp);
    utimesSync(source, 1, 1);
    assert.notEqual(versionStamp(directory), stamp);
  });

  it("tell configurations apart, whatever the order of their keys", () => {
    const landscape = { project: "p", region: "r", sqlInstances: [], secrets: [], redis: false };
    const one = { landscape, registryBinary: "a", redisBinary: "b", sidecarImage: "c" };
    const same = { sidecarImage: "c", redisBinary: "b", registryBinary: "a", landscape };
    assert.equal(configurationHash(one), configurationHash(same));
    assert.notEqual(configurationHash(one), configurationHash({ ...one, idleTimeoutSeconds: 1 }));
  });

  it("bind the registry to its own address, with deletion", () => {
    const text = registryConfiguration("127.0.0.1:5000", "/images");
    assert.match(text, /addr: 127\.0\.0\.1:5000\n/);
    assert.match(text, /delete:\n {4}enabled: true\n/);
  });

  it("give a project a number like Google's, always the same", () => {
    assert.match(projectNumber("netra-staging"), /^\d{12}$/);
    assert.equal(projectNumber("netra-staging"), projectNumber("netra-staging"));
  });
});

describe("the daemon's log", () => {
  it("is reported message by message, each once, whole lines only", () => {
    const reported: string[] = [];
    const progress = progressReporter((line) => reported.push(line));
    progress('{"msg":"one"}\n{"ms');
    progress('{"msg":"one"}\n{"msg":"two"}\nError: a crash\n');
    assert.deepEqual(reported, ["one", "two"]);
  });
});
