import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Fault } from "../../faults/fault.ts";
import { loadSettingsFile } from "../../settings/load-settings-file.ts";
import { withoutNamespaces } from "../../settings/namespaces.ts";
import { readStackFile } from "../../settings/read-stack-file.ts";
import { STAGING_FILE } from "./staging-settings.ts";

describe("loadSettingsFile", () => {
  const folder = mkdtempSync(join(tmpdir(), "settings-"));
  const file = join(folder, "Pulumi.test.yaml");
  after(() => rmSync(folder, { recursive: true }));

  function faultOf(path: string): Fault {
    try {
      loadSettingsFile(path);
    } catch (error) {
      if (error instanceof Fault) return error;
      throw error;
    }
    throw new assert.AssertionError({ message: "the file was accepted" });
  }

  it("gives the document too, comments included", () => {
    assert.match(String(loadSettingsFile(STAGING_FILE).document), /^# The staging environment/);
  });

  it("names line and column of what is not YAML", () => {
    writeFileSync(file, "config:\n  gcp:project: netra-staging\n  gcp:region: [us-central1\n");
    const fault = faultOf(file);
    assert.equal(fault.code, "settings-not-yaml");
    assert.equal(fault.message, "Pulumi.test.yaml is not YAML");
    assert.match(fault.findings[0]?.path ?? "", /^Pulumi\.test\.yaml:\d+:\d+$/);
  });

  it("says which file it cannot read", () => {
    const path = join(folder, "Pulumi.nowhere.yaml");
    const fault = faultOf(path);
    assert.equal(fault.message, `cannot read ${path}: ENOENT`);
    assert.equal(fault.next, `put it back: git -C ${folder} checkout Pulumi.nowhere.yaml`);
  });

  it("says what helps where a folder has its name, or the file may not be read", () => {
    const path = join(folder, "Pulumi.folder.yaml");
    mkdirSync(path);
    assert.match(faultOf(path).next ?? "", /^move the folder of that name away, then put it back: git /);
    const error = Object.assign(new Error("no"), { code: "EACCES" });
    const refusing = () => {
      throw error;
    };
    assert.throws(() => readStackFile(path, refusing), {
      message: `cannot read ${path}: EACCES`,
      next: `make it readable: chmod u+r ${path}`,
    });
  });

  for (const [what, bytes] of [
    ["UTF-16 with its mark", Buffer.from("\uFEFFconfig:\n", "utf16le")],
    ["UTF-16 without its mark", Buffer.from("config:\n", "utf16le")],
    ["random bytes", Buffer.from([0x8f, 0x00, 0xfe, 0x91, 0xc3])],
  ] as const)
    it(`says of ${what} that it is not UTF-8`, () => {
      writeFileSync(file, bytes);
      const fault = faultOf(file);
      assert.deepEqual(
        [fault.code, fault.message],
        ["settings-unreadable", `cannot read ${file}: not UTF-8`],
      );
      assert.match(fault.next ?? "", /^save it as UTF-8, or put it back: git /);
    });

  it("passes by the mark that some editors put before UTF-8", () => {
    writeFileSync(file, `\uFEFF${readFileSync(STAGING_FILE, "utf8")}`);
    assert.equal(loadSettingsFile(file).settings.project, "netra-staging");
  });

  for (const [text, finding] of [
    ["- config\n", { path: "Pulumi.test.yaml", expected: "a map", actual: "a list" }],
    ["hunter2\n", { path: "Pulumi.test.yaml", expected: "a map", actual: "a text" }],
    ["config: []\n", { path: "config", expected: "a map", actual: "a list" }],
    ["config: hunter2\n", { path: "config", expected: "a map", actual: "a text" }],
  ] as const)
    it(`says of ${JSON.stringify(text)} what is no map, and nothing more`, () => {
      writeFileSync(file, text);
      const example = "config: { gcp:project: netra-staging, … }";
      assert.deepEqual(faultOf(file).findings, [{ ...finding, example }]);
    });

  it("reports an alias of something that is nowhere as a mistake in the file", () => {
    writeFileSync(file, "config: *nowhere\n");
    const fault = faultOf(file);
    assert.equal(fault.code, "settings-not-yaml");
    assert.match(fault.findings[0]?.actual ?? "", /alias.*nowhere/);
  });

  it("takes an empty file for settings with everything missing", () => {
    writeFileSync(file, "");
    assert.equal(faultOf(file).message, "Pulumi.test.yaml: 4 settings are wrong");
  });
});

describe("withoutNamespaces", () => {
  it("takes the namespaces off, and leaves the providers' keys alone", () => {
    const settings = withoutNamespaces({
      "gcp:project": "p",
      "gcp:accessToken": "t",
      "gcp:cloudRunV2CustomEndpoint": "http://127.0.0.1/v2/",
      "netra-backend:services": {},
      "docker:host": "unix:///var/run/docker.sock",
      labels: {},
    });
    assert.deepEqual(settings, { project: "p", services: {}, labels: {} });
  });
});
