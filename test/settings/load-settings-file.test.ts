import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
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
