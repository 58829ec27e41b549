import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Fault } from "../../faults/fault.ts";
import { openSecretVault } from "../../rehearsal/api/index.ts";
import { ApiError, type Store } from "../../rehearsal/contract.ts";
import { openStore } from "../../rehearsal/store/index.ts";

const NAME = "projects/p/secrets/jwt/versions/1";

describe("the vault of secret payloads", () => {
  let folder: string;
  let store: Store;
  let keyPath: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "stage-vault-"));
    keyPath = join(folder, "secrets.key");
    store = openStore(join(folder, "cloud.sqlite"));
    const sealed = openSecretVault({ store, keyPath }).seal(NAME, Buffer.from("hush-hush"));
    const version = { name: NAME, createTime: "", state: "ENABLED", etag: "", replicationStatus: {} };
    store.put("secretVersions", NAME, { version, sealed });
  });
  afterEach(() => {
    store.close();
    rmSync(folder, { recursive: true });
  });

  it("gives the payload back by ID, by full name and for latest", () => {
    const vault = openSecretVault({ store, keyPath });
    for (const [secret, version] of [
      ["jwt", "1"],
      ["projects/p/secrets/jwt", "latest"],
    ] as const) {
      assert.equal(vault.access("p", secret, version).toString(), "hush-hush");
    }
    assert.throws(
      () => vault.access("p", "jwt", "2"),
      new ApiError(404, "NOT_FOUND", "Secret Version [projects/p/secrets/jwt/versions/2] not found."),
    );
  });

  it("keeps payloads unreadable on disk, and its key to the owner", () => {
    store.close();
    for (const file of ["cloud.sqlite", "cloud.sqlite-logs"]) {
      assert.equal(readFileSync(join(folder, file)).includes("hush-hush"), false);
    }
    assert.equal(statSync(keyPath).mode & 0o777, 0o600);
    store = openStore(join(folder, "cloud.sqlite"));
  });

  it("says so when the key is another one", () => {
    writeFileSync(keyPath, Buffer.alloc(32, 7));
    assert.throws(
      () => openSecretVault({ store, keyPath }).access("p", "jwt", "1"),
      (error) => error instanceof Fault && error.code === "secrets-unreadable" && error.exitCode === 6,
    );
  });
});
