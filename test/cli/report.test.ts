import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sampleResult } from "../report/sample-result.ts";

describe("stage report", function () {
  this.timeout(30_000);
  let folder: string;
  const file = (name: string) => join(folder, name);

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "report-"));
    writeFileSync(file("before.json"), JSON.stringify(sampleResult()));
    const later = sampleResult();
    for (const check of later.checks) if (check.id === "startup-log") check.verdict = "pass";
    writeFileSync(file("after.json"), JSON.stringify(later));
  });
  after(() => rmSync(folder, { recursive: true }));

  function report(args: string[], input = "") {
    return spawnSync(process.execPath, ["cli/main.ts", "report", ...args], { encoding: "utf8", input });
  }

  it("renders a result again as Markdown, from a file or from stdin", () => {
    const fromFile = report([file("before.json")]);
    assert.equal(fromFile.status, 0, fromFile.stderr);
    assert.match(fromFile.stdout, /^# Validation of netra-backend-staging: NOT READY \(rehearsal\)/);
    assert.equal(report([], JSON.stringify(sampleResult())).stdout, fromFile.stdout);
  });

  it("writes another format into a file, as seen from where it was called", () => {
    const { status, stdout, stderr } = report([
      file("before.json"),
      "--format",
      "junit",
      "--out",
      file("new/junit.xml"),
    ]);
    assert.equal(status, 0, stderr);
    assert.equal(stdout, "");
    assert.match(
      readFileSync(file("new/junit.xml"), "utf8"),
      /<testsuites name="Validation of netra-backend-staging"/,
    );
  });

  it("sets two side by side and says what got better", () => {
    const { stdout } = report([file("after.json"), "--compare", file("before.json")]);
    assert.match(stdout, /^\| The start-up log \| fail \| pass \| better \|/m);
    const asJson = JSON.parse(
      report([file("after.json"), "--compare", file("before.json"), "--json"]).stdout,
    );
    assert.equal(asJson.checks.filter(({ change }: { change: string }) => change === "better").length, 1);
  });

  it("ends with 2 where it cannot write, naming the option, also once all work is done", () => {
    for (const [out, actual] of [
      [folder, "a folder"],
      ["", "a folder"],
      [file("before.json/x.md"), `${file("before.json")} is no folder`],
      ["/dev/full", "ENOSPC: no space left on device, write"],
    ] as const) {
      const { status, stdout, stderr } = report([file("before.json"), "--out", out]);
      assert.deepEqual([status, stdout], [2, ""]);
      assert.match(stderr, / cannot be written\. \[output-unwritable\]\n {2}--out: expected a file /);
      assert.ok(stderr.endsWith(`found ${actual}\n`), stderr);
    }
  });

  it("takes --json for the format, and refuses another one beside it", () => {
    assert.deepEqual(JSON.parse(report([file("before.json"), "--json"]).stdout), sampleResult());
    const { status, stderr } = report([file("before.json"), "--json", "--format", "html"]);
    assert.equal(status, 2);
    assert.match(stderr, /^error: option '--format <format>' cannot be used with option '--json'$/m);
  });

  it("names what of a result is not as it should be: what is expected there, and what stands there", () => {
    const { status, stderr } = report(
      [],
      JSON.stringify({ ...sampleResult(), schemaVersion: 7, claims: "none" }),
    );
    assert.equal(status, 2);
    assert.match(stderr, /^ {2}schemaVersion: expected 1; found 7$/m);
    assert.match(stderr, /^ {2}claims: expected array; found "none"$/m);
  });

  it("ends with 2 for what is no result, and for a comparison as JUnit XML", () => {
    assert.equal(report(["-"], "{}").status, 2);
    const junit = report([file("after.json"), "--compare", file("before.json"), "--format", "junit"]);
    assert.equal(junit.status, 2);
    assert.match(junit.stderr, /JUnit XML has no form for a comparison\. \[format-unfit\]/);
  });
});
