import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { progressText } from "../../cli/byte-progress.ts";

const FIXTURE = "test/validation/startup-log/fixtures/staging-start.log";

function auditLog(args: string[], input = "") {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["cli/main.ts", "audit-log", ...args], {
    encoding: "utf8",
    input,
    // In CI colours are on, terminal or not.
    env: { ...process.env, NO_COLOR: "1" },
  });
  return { status, stdout, stderr };
}

describe("stage audit-log", function () {
  this.timeout(30_000);

  it("ends with 4 and names each error of the staging start", () => {
    const { status, stdout, stderr } = auditLog([FIXTURE]);
    assert.equal(status, 4);
    assert.match(stdout, /^NOT READY \(30 entries, 1 start, 1 complete/);
    assert.match(stdout, /^error golden-path-failed 2 times$/m);
    assert.match(stdout, /^ {2}DEPENDENCIES {3}14\.084 s {2}72\.2 % █+$/m);
    assert.match(stderr, /^NOT READY: .*startup-validation-bypassed.*\[start-not-ready\]$/m);
  });

  it("gives stdin's findings as one JSON document, without the secrets that lines hold", () => {
    const token = ["eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiJ1In0", "c2lnbmF0dXJl"].join(".");
    const planted = `ERROR could not sign in with ${token} and password=hunter22\n`;
    const { status, stdout } = auditLog(["-", "--json"], planted + readFileSync(FIXTURE, "utf8"));
    const audit = JSON.parse(stdout);
    assert.equal(status, 4);
    assert.equal(audit.verdict, "fail");
    const found = audit.findings.find(({ id }: { id: string }) => id === "logged-as-error");
    assert.equal(found.samples[0].text, "ERROR could not sign in with [redacted] and password=[redacted]");
    assert.ok(!stdout.includes("hunter22") && !stdout.includes(token));
  });

  it("ends with 0 for a service without phases that starts well", () => {
    const { status, stdout } = auditLog(["-", "--no-phases"], "INFO:     Application startup complete.\n");
    assert.equal(status, 0);
    assert.match(stdout, /^READY \(1 entry/);
  });

  it("ends with 2 for a finding that there is not, and for a file that is not there", () => {
    assert.equal(auditLog(["-", "--accept", "nonsense"]).status, 2);
    assert.match(
      auditLog(["-", "--accept", "silent-start"]).stderr,
      /one that follows from missing lines cannot be accepted; found silent-start/,
    );
    assert.match(auditLog(["no-such.log"]).stderr, /no-such\.log cannot be read\. \[input-unreadable\]/);
  });

  it("takes what is accepted before the file, and as often as needed", () => {
    const accepted = ["--accept", "logged-as-error", "--accept", "logged-as-warning"];
    const { status, stdout } = auditLog(["--no-phases", ...accepted, "-"], "ERROR of old\nWARNING of old\n");
    assert.equal(status, 0, stdout);
    assert.match(stdout, /^note logged-as-error/m);
  });

  it("names the input that is no log", () => {
    const { status, stderr } = auditLog(["-"], "\u0000\u0001\u0002\u0003");
    assert.equal(status, 2);
    assert.match(stderr, /^ {2}stdin: expected a log as text in UTF-8; found another encoding/m);
  });

  it("tells how far a long input has been read", () => {
    assert.equal(progressText(512 * 2 ** 20, 2 ** 30, 8), "512 MiB of 1024 MiB (50 %), 64 MiB/s, 8 s left");
    assert.equal(progressText(2 ** 20, undefined, 1), "1 MiB, 1 MiB/s");
  });
});
