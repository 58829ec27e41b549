import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Fault } from "../../faults/fault.ts";
import { readRehearsalResult } from "../../preview/rehearsal-result.ts";
import { rehearsed } from "../../preview/sections/rehearsed.ts";
import { recordedFacts } from "./recorded-streams.ts";

describe("the rehearsal's result in a comment", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "rehearsed-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  function section(content: string | undefined): string | undefined {
    const file = join(folder, "rehearsal.json");
    rmSync(file, { force: true });
    if (content !== undefined) writeFileSync(file, content);
    return rehearsed.render({ ...recordedFacts("update"), rehearsal: readRehearsalResult(file) }, 10_000);
  }

  it("says for each step whether it passed and how long it took, and which was not tried", () => {
    const result = {
      deployed: { passed: true, seconds: 21.44 },
      validated: { passed: false, seconds: 3, note: "NOT | READY" },
    };
    assert.deepEqual(section(JSON.stringify(result))?.split("\n").slice(2), [
      "| step | result | took |  |",
      "| --- | --- | --- | --- |",
      "| deployed | ✅ yes | 21.4 s |  |",
      "| validated | ❌ no | 3.0 s | `NOT \\| READY` |",
      "| rolled back | not tried |  |  |",
    ]);
  });

  it("says that a rehearsal ended early which left no file", () => {
    assert.equal(section(undefined)?.split("\n").at(-1), "❌ It ended before it had a result.");
  });

  it("is left out where nothing was rehearsed", () => {
    assert.equal(rehearsed.render(recordedFacts("update"), 10_000), undefined);
  });

  it("names what is wrong with a result that is none", () => {
    assert.throws(
      () => section('{"deployed": {"passed": "yes", "seconds": 1}}'),
      (error) => {
        assert.ok(error instanceof Fault);
        assert.deepEqual(
          [error.code, error.findings[0]?.path],
          ["rehearsal-result-unreadable", "deployed.passed"],
        );
        return true;
      },
    );
    assert.throws(() => section("no JSON"), /cannot be read as JSON/);
  });
});
