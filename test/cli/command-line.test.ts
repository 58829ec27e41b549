import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

describe("stage, the command line", () => {
  let noCredentials: string;
  before(() => {
    noCredentials = mkdtempSync(join(tmpdir(), "no-credentials-"));
  });
  after(() => rmSync(noCredentials, { recursive: true }));

  function stage(...args: string[]) {
    const env = { PATH: process.env.PATH, HOME: noCredentials, CLOUDSDK_CONFIG: noCredentials };
    const { status, stdout, stderr } = spawnSync(process.execPath, ["cli/main.ts", ...args], {
      encoding: "utf8",
      env,
    });
    return { status, stdout, stderr };
  }

  it("prints its verbs with --help and ends with 0", () => {
    const { status, stdout } = stage("--help");
    assert.equal(status, 0);
    for (const verb of [
      "up",
      "preview",
      "status",
      "logs",
      "doctor",
      "down",
      "env",
      "gcloud",
      "rollback",
      "promote",
      "canary",
      "history",
    ]) {
      assert.match(stdout, new RegExp(`^  ${verb} `, "m"));
    }
  });

  it("names an unknown verb and ends with 2", () => {
    const { status, stdout, stderr } = stage("frobnicate");
    assert.deepEqual([status, stdout], [2, ""]);
    assert.match(stderr, /^error: unknown command 'frobnicate'\n/);
  });

  it("hands words on to gcloud only against the rehearsal, and ends with 2 otherwise", () => {
    const { status, stdout, stderr } = stage("gcloud", "--", "run", "services", "list");
    assert.deepEqual([status, stdout], [2, ""]);
    assert.equal(
      stderr,
      "Real staging needs no special environment: call gcloud itself. [gcloud-of-what]\n" +
        "  next: for the rehearsal: stage gcloud --rehearsal -- run services list\n",
    );
  });

  it("names an unknown option and ends with 2", () => {
    const { status, stderr } = stage("up", "--frobnicate");
    assert.equal(status, 2);
    assert.match(stderr, /^error: unknown option '--frobnicate'\n/);
  });

  it("lists the severities where one is wrong, and ends with 2", () => {
    const { status, stderr } = stage("logs", "--severity", "LOUD");
    assert.equal(status, 2);
    assert.match(
      stderr,
      /Allowed choices are DEBUG, INFO, NOTICE, WARNING, ERROR, CRITICAL, ALERT, EMERGENCY\./,
    );
  });

  for (const verb of ["up", "status"]) {
    it(`says in one line that ${verb} needs credentials, names the rehearsal form, and ends with 6`, () => {
      const { status, stdout, stderr } = stage(verb);
      assert.deepEqual([status, stdout], [6, ""]);
      assert.equal(
        stderr,
        `stage ${verb} acts on the real staging project, but there are no Google Cloud credentials on this machine ` +
          `(gcloud auth application-default login); without an account: stage ${verb} --rehearsal [credentials-missing]\n`,
      );
    });
  }

  for (const [verb, place] of [
    ["validate", "package.json"],
    ["preview", "docs"],
  ] as const) {
    it(`refuses an --out of ${verb} that cannot be written before it does anything else`, () => {
      const { status, stdout, stderr } = stage(verb, "--out", place);
      assert.deepEqual([status, stdout], [2, ""]);
      assert.match(stderr, /cannot be written\. \[output-unwritable\]\n {2}--out: expected a /);
    });
  }

  it("gives a fault as JSON on stdout under --json", () => {
    const { status, stdout } = stage("status", "--json");
    const { fault } = JSON.parse(stdout);
    assert.deepEqual(
      [status, fault.code, fault.outcome, fault.exitCode],
      [6, "credentials-missing", "cloud", 6],
    );
  });

  for (const [args, summary] of [
    [
      ["cost", "--claimed", "x"],
      "option '--claimed <usd>' argument 'x' is invalid. An amount in USD is expected.",
    ],
    [["up", "--frobnicate"], "unknown option '--frobnicate'"],
    [["audit-log"], "missing required argument 'file'"],
  ] as const) {
    it(`gives bad usage as JSON on stdout under --json: ${summary}`, () => {
      const { status, stdout, stderr } = stage(...args, "--json");
      const { fault } = JSON.parse(stdout);
      assert.equal(status, 2);
      assert.deepEqual(
        [fault.code, fault.outcome, fault.exitCode, fault.summary],
        ["usage", "usage", 2, summary],
      );
      assert.equal(stderr.split("\n")[0], `error: ${summary}`);
    });
  }

  it("lists the checks that may be passed over where one is wrong, and ends with 2", () => {
    const { status, stderr } = stage("rollback", "--accept", "everything");
    assert.equal(status, 2);
    assert.match(stderr, /Allowed choices are image-present, secrets-enabled, reversible\./);
  });

  it("destroys nothing where nobody can be asked", () => {
    const { status, stderr } = stage("down");
    assert.equal(status, 2);
    assert.match(stderr, /next: add --yes/);
  });

  it("holds a bare pulumi to the policies by the variables of env, without credentials", () => {
    const { status, stdout } = stage("env");
    assert.equal(status, 0);
    assert.match(stdout, /^export PULUMI_OPTION_POLICY_PACK=\S+\/policies\/serve\.mjs$/m);
  });

  it("refuses a time that is none", () => {
    const { status, stderr } = stage("logs", "--since", "yesterday");
    assert.equal(status, 2);
    assert.match(
      stderr,
      /--since: expected a span or an RFC 3339 time, not before 1970, for example 15m; found yesterday/,
    );
  });
});
