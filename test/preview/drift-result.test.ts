import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Fault } from "../../faults/fault.ts";
import { readDriftResult } from "../../preview/drift-result.ts";
import { drift } from "../../preview/sections/drift.ts";
import { recordedFacts } from "./recorded-streams.ts";

describe("what `stage drift --json` printed, in a comment", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "drifted-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  function section(content: string | undefined): string | undefined {
    const file = join(folder, "drift.json");
    rmSync(file, { force: true });
    if (content !== undefined) writeFileSync(file, content);
    return drift.render({ ...recordedFacts("update"), drift: readDriftResult(file) }, 10_000);
  }

  it("is not known where it ended before it printed anything, and the comment is made all the same", () => {
    for (const content of [undefined, "", " \n"])
      assert.equal(
        section(content),
        "### Drift\n\nWhether somebody changed staging by hand is not known: `stage drift` ended without a result; its log says why",
      );
  });

  it("is left out where nothing has drifted", () => {
    assert.equal(section('{"drifted": false, "differences": []}'), undefined);
  });

  it("says why it has no answer where it said so", () => {
    const summary = "The access token was refused.";
    assert.equal(
      section(JSON.stringify({ fault: { code: "credentials-refused", summary } })),
      `### Drift\n\nWhether somebody changed staging by hand is not known: ${summary}`,
    );
  });

  it("is refused where it is something else", () => {
    for (const content of ["no JSON", "{", '{"drifted": "yes"}', "null", "[]"])
      assert.throws(
        () => section(content),
        (error) => error instanceof Fault && error.code === "drift-result-unreadable",
        content,
      );
  });
});
