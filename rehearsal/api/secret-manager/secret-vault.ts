import { Fault } from "../../../faults/fault.ts";
import type { SecretReader, Store } from "../../contract.ts";
import { openSealingKey, type SealingKey } from "../../sealing-key.ts";
import { failedPrecondition, notFound } from "../google-error.ts";
import { shortName } from "../resource-name.ts";
import type { StoredSecret, StoredSecretVersion } from "./secret-documents.ts";

/** Keeps payloads of secret versions: encrypted at rest (AES-256-GCM), read back only for enabled versions. */
export interface SecretVault extends SecretReader {
  /** @param versionName full name of the version, which the ciphertext is bound to */
  seal(versionName: string, payload: Buffer): string;
  /** The version that `latest` or a number means; throws ApiError NOT_FOUND. */
  find(secretName: string, version: string): StoredSecretVersion;
  /** The payload of an enabled version; throws ApiError FAILED_PRECONDITION for a disabled or destroyed one. */
  open(version: StoredSecretVersion): Buffer;
}

/**
 * Opens the vault over a store. The key lies in a file of mode 0600, made when missing; it is not in the store, so that a
 * copied store gives no secret away. Throws a Fault `secrets-unreadable` when a payload was sealed with another key.
 */
export function openSecretVault({ store, keyPath }: { store: Store; keyPath: string }): SecretVault {
  const key = openSealingKey(keyPath);
  const vault: SecretVault = {
    seal: key.seal,
    find: (secretName, version) => findVersion(store, secretName, version),
    open({ version, sealed }) {
      if (version.state !== "ENABLED" || sealed === undefined) {
        throw failedPrecondition(`Secret Version [${version.name}] is in ${version.state} state.`);
      }
      return unseal(key, keyPath, version.name, sealed);
    },
    access(project, secret, version) {
      return vault.open(vault.find(`projects/${project}/secrets/${shortName(secret)}`, version));
    },
  };
  return vault;
}

function unseal(key: SealingKey, keyPath: string, versionName: string, sealed: string): Buffer {
  try {
    return key.open(versionName, sealed);
  } catch (cause) {
    throw new Fault({
      code: "secrets-unreadable",
      outcome: "cloud",
      summary: `The rehearsal's secret ${versionName} cannot be decrypted.`,
      findings: [
        { path: keyPath, expected: "the key that the secret was stored with", actual: "another key" },
      ],
      next: "restore the key file, or add a new version of the secret",
      cause,
    });
  }
}

function findVersion(store: Store, secretName: string, version: string): StoredSecretVersion {
  const { versionAliases = {} } = store.get<StoredSecret>("secrets", secretName) ?? {};
  const number = versionAliases[version] ?? version;
  const found =
    number === "latest"
      ? versionsOf(store, secretName).at(-1)
      : store.get<StoredSecretVersion>("secretVersions", `${secretName}/versions/${number}`);
  if (found) return found;
  throw notFound(
    number === "latest"
      ? `Secret [${secretName}] not found or has no versions.`
      : `Secret Version [${secretName}/versions/${number}] not found.`,
  );
}

/** All versions of a secret, oldest first. */
export function versionsOf(store: Store, secretName: string): StoredSecretVersion[] {
  return store
    .list<StoredSecretVersion>("secretVersions", `${secretName}/versions/`)
    .toSorted((a, b) => Number(shortName(a.version.name)) - Number(shortName(b.version.name)));
}
