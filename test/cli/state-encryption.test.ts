import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { locateProject } from "../../cli/project.ts";
import { makePassphrase, stateEncryption } from "../../cli/target/state-encryption.ts";

describe("the encryption of a rehearsal's state", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "state-"));
    mkdirSync(join(folder, ".rehearsal"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is by the local cloud's key", () => {
    assert.deepEqual(stateEncryption(locateProject(folder)), {
      provider: "hashivault://state",
      environment: { VAULT_SERVER_URL: `unix://${folder}/.rehearsal/keys/vault.sock` },
    });
  });

  it("is by the passphrase of a rehearsal that has one, which is its owner's", async () => {
    const project = locateProject(folder);
    await makePassphrase(project);
    const made = readFileSync(project.passphraseFile, "utf8");
    await makePassphrase(project);
    assert.equal(readFileSync(project.passphraseFile, "utf8"), made);
    assert.equal(statSync(project.passphraseFile).mode & 0o777, 0o600);
    assert.deepEqual(stateEncryption(project), {
      provider: "passphrase",
      environment: { PULUMI_CONFIG_PASSPHRASE_FILE: project.passphraseFile },
    });
  });

  it("is by a passphrase where the path is too long for a socket", () => {
    const { provider } = stateEncryption(locateProject(join("/", "deep".repeat(20))));
    assert.equal(provider, "passphrase");
  });
});
