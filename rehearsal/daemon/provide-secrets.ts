import { randomBytes } from "node:crypto";
import { newEtag } from "../api/etag.ts";
import type { SecretVault } from "../api/index.ts";
import type { StoredSecret, StoredSecretVersion } from "../api/secret-manager/secret-documents.ts";
import type { Landscape, Store } from "../contract.ts";

/** Bytes of a made-up payload; written as base64url. */
const PAYLOAD_BYTES = 32;

/**
 * Makes the secrets that the landscape names and that are not there yet, with random payloads; what is there stays as it is.
 * `latest` asks for any version.
 */
export function provideSecrets(
  store: Store,
  vault: SecretVault,
  { project, secrets }: Pick<Landscape, "project" | "secrets">,
  now: string,
): void {
  store.transaction(() => {
    for (const { secret, version } of secrets) {
      const name = `projects/${project}/secrets/${secret}`;
      if (!store.get("secrets", name)) store.put("secrets", name, newSecret(name, now));
      const versionName = `${name}/versions/${version === "latest" ? "1" : version}`;
      if (hasVersion(store, name, versionName, version)) continue;
      const payload = Buffer.from(randomBytes(PAYLOAD_BYTES).toString("base64url"));
      const sealed = vault.seal(versionName, payload);
      store.put("secretVersions", versionName, { version: newVersion(versionName, now), sealed });
    }
  });
}

function hasVersion(store: Store, secret: string, versionName: string, version: string): boolean {
  if (version !== "latest") return store.get("secretVersions", versionName) !== undefined;
  return store.list("secretVersions", `${secret}/versions/`).length > 0;
}

function newSecret(name: string, createTime: string): StoredSecret {
  return { name, createTime, etag: newEtag(), replication: { automatic: {} } };
}

function newVersion(name: string, createTime: string): StoredSecretVersion["version"] {
  return { name, createTime, state: "ENABLED", etag: newEtag(), replicationStatus: { automatic: {} } };
}
