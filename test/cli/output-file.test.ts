import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterResult, expectWritable, writeOutput } from "../../cli/output-file.ts";
import { Fault } from "../../faults/fault.ts";

describe("an output file", () => {
  let folder: string;
  const at = (...names: string[]) => join(folder, ...names);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "output-"));
    writeFileSync(at("file"), "as it was");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function unwritable(expected: string, actual: string) {
    return {
      code: "output-unwritable",
      outcome: "usage",
      exitCode: 2,
      findings: [{ path: "--out", expected, actual }],
    };
  }

  it("may be a new one, in folders that are not there yet, or another content of one", async () => {
    for (const path of [at("new", "er", "file.md"), at("file")]) {
      await expectWritable("--out", path);
      await writeOutput("--out", path, "text");
      assert.equal(readFileSync(path, "utf8"), "text");
    }
  });

  it("is neither made nor changed by the look at it beforehand", async () => {
    await expectWritable("--out", at("file"));
    await expectWritable("--out", at("new", "file.md"));
    await expectWritable("--out", at("new"), "folder");
    assert.equal(readFileSync(at("file"), "utf8"), "as it was");
    assert.equal(existsSync(at("new")), false);
  });

  it("is refused where a folder is, beforehand and when it is written", async () => {
    const fault = unwritable("a file that can be written", "a folder");
    await assert.rejects(expectWritable("--out", folder), fault);
    await assert.rejects(writeOutput("--out", folder, "text"), fault);
  });

  it("is refused below what is no folder, beforehand and when it is written", async () => {
    const fault = unwritable("a file that can be written", `${at("file")} is no folder`);
    for (const path of [at("file", "x.md"), at("file", "deeper", "x.md")]) {
      await assert.rejects(expectWritable("--out", path), fault);
      await assert.rejects(writeOutput("--out", path, "text"), { code: "output-unwritable", exitCode: 2 });
    }
  });

  it("is refused where nobody may write", async () => {
    // Not even root, as whom tests are run too: what is looked at beforehand says nothing of that.
    await assert.rejects(writeOutput("--out", "/proc/version", "text"), {
      code: "output-unwritable",
      exitCode: 2,
    });
  });

  it("is told of where there is no room for it", async () => {
    await expectWritable("--out", "/dev/full");
    await assert.rejects(
      writeOutput("--out", "/dev/full", "text"),
      unwritable("a file that can be written", "ENOSPC: no space left on device, write"),
    );
  });

  it("may be a folder where one is expected, and is refused where that is a file", async () => {
    await expectWritable("--out", folder, "folder");
    await expectWritable("--out", at("new", "folder"), "folder");
    const fault = unwritable("a folder that can be written to", `${at("file")} is no folder`);
    await assert.rejects(expectWritable("--out", at("file"), "folder"), fault);
    await assert.rejects(expectWritable("--out", at("file", "below"), "folder"), fault);
  });
});

describe("writing after the result", () => {
  const full = new Fault({ code: "output-unwritable", outcome: "usage", summary: "x cannot be written." });
  const bad = new Fault({ code: "not-ready", outcome: "validation", summary: "NOT READY" });
  const failing = async () => {
    throw full;
  };
  const notes: string[] = [];
  const output = { note: (line: string) => notes.push(line) };
  beforeEach(() => {
    notes.length = 0;
  });

  it("ends with the verdict's fault, and says beside it what could not be written", async () => {
    await assert.rejects(afterResult(bad, failing, output), bad);
    assert.deepEqual(notes, ["x cannot be written. [output-unwritable]"]);
    await assert.rejects(
      afterResult(bad, async () => undefined, output),
      bad,
    );
  });

  it("ends with what could not be written where the verdict is good", async () => {
    await assert.rejects(afterResult(undefined, failing, output), full);
    await afterResult(undefined, async () => undefined, output);
  });
});
