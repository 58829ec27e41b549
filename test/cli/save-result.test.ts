import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { locateProject } from "../../cli/project.ts";
import { saveResult } from "../../cli/validate/save-result.ts";
import { writeReports } from "../../cli/validate/write-reports.ts";
import { sampleResult } from "../report/sample-result.ts";

describe("a validation's result", () => {
  let folder: string;
  let notes: string[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "save-result-"));
    notes = [];
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function save(): Promise<void> {
    const output = { note: (line: string) => notes.push(line) };
    await saveResult(sampleResult(), { kind: "staging" }, { project: locateProject(folder), output });
  }

  it("is kept beside what the rehearsal keeps", async () => {
    await save();
    const text = readFileSync(join(folder, ".rehearsal/validation/staging-backend.json"), "utf8");
    assert.deepEqual(JSON.parse(text), sampleResult());
    assert.deepEqual(notes, []);
  });

  it("is found all the same where it cannot be kept", async () => {
    writeFileSync(join(folder, ".rehearsal"), "");
    await save();
    assert.equal(notes.length, 1);
    assert.match(notes[0] ?? "", /staging-backend\.json cannot be written\. \[output-unwritable\]/);
  });

  it("is written with its reports into a folder that need not be there yet, each file told", async () => {
    const wrote: string[] = [];
    const into = join(folder, "new/reports");
    await writeReports(sampleResult(), into, (file) => wrote.push(file));
    const names = ["validation.json", "report.html", "report.md", "junit.xml"];
    assert.deepEqual(
      wrote,
      names.map((name) => join(into, name)),
    );
    assert.deepEqual(readdirSync(into).sort(), [...names].sort());
    assert.deepEqual(JSON.parse(readFileSync(join(into, "validation.json"), "utf8")), sampleResult());
  });
});
