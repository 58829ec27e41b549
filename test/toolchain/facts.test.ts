import assert from "node:assert/strict";
import { type Facts, openFacts } from "../../toolchain/facts.ts";
import { FakeMachine } from "./fake-machine.ts";

const HOUR = 60 * 60 * 1000;

describe("facts about the machine", () => {
  let machine: FakeMachine;
  let now = 0;
  const open = (): Facts => openFacts(machine.projectDir, () => now);
  beforeEach(() => {
    machine = new FakeMachine();
    now = Date.UTC(2026, 0, 1);
  });
  afterEach(() => machine.remove());

  it("are there for the next command", () => {
    open().set("version: redis", "7.0");
    assert.equal(open().get("version: redis"), "7.0");
  });

  it("are void when the lockfile changes", () => {
    open().set("version: redis", "7.0");
    machine.write("package-lock.json", '{ "lockfileVersion": 3 }');
    assert.equal(open().get("version: redis"), undefined);
  });

  it("are void when the Go module changes", () => {
    open().set("version: redis", "7.0");
    machine.write("toolchain/pulumi/go.mod", "module other\n");
    assert.equal(open().get("version: redis"), undefined);
  });

  it("are void when the file is cut short", () => {
    open().set("version: redis", "7.0");
    machine.write(".rehearsal/toolchain.json", '{"key": "');
    assert.equal(open().get("version: redis"), undefined);
  });

  it("are kept together when two commands learn at the same time", () => {
    const [one, other] = [open(), open()];
    one.set("a", 1);
    other.set("b", 2);
    assert.deepEqual([open().get("a"), open().get("b")], [1, 2]);
  });

  it("keep a failure for a day", () => {
    open().setFailed("download");
    now += 23 * HOUR;
    assert.equal(open().failedLately("download"), true);
    now += 2 * HOUR;
    assert.equal(open().failedLately("download"), false);
  });

  it("are not kept where they cannot be written, and hold for this command all the same", () => {
    machine.write(".rehearsal", "a file in its place");
    const facts = open();
    facts.set("version: redis", "7.0");
    facts.setFailed("download");
    assert.deepEqual([facts.get("version: redis"), facts.failedLately("download")], ["7.0", true]);
    assert.equal(open().get("version: redis"), undefined);
  });

  it("forget failures when asked to, and nothing else", () => {
    const facts = open();
    facts.set("version: redis", "7.0");
    facts.setFailed("download");
    facts.forgetFailures();
    assert.equal(open().failedLately("download"), false);
    assert.equal(open().get("version: redis"), "7.0");
  });
});
