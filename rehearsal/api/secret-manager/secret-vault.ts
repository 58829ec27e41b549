import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Fault } from "../../../faults/fault.ts";
import type { SecretReader, Store } from "../../contract.ts";
import { failedPrecondition, notFound } from "../google-error.ts";
import { shortName } from "../resource-name.ts";
import type { StoredSecret, StoredSecretVersion } from "./secret-documents.ts";

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

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
  const key = readOrMakeKey(keyPath);
  const vault: SecretVault = {
    seal: (versionName, payload) => seal(key, versionName, payload),
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

function readOrMakeKey(keyPath: string): Buffer {
  if (!existsSync(keyPath)) {
    mkdirSync(dirname(keyPath), { recursive: true });
    writeFileSync(keyPath, randomBytes(KEY_BYTES), { mode: 0o600, flag: "wx", flush: true });
  }
  chmodSync(keyPath, 0o600);
  return readFileSync(keyPath);
}

function seal(key: Buffer, versionName: string, payload: Buffer): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(versionName));
  const sealed = Buffer.concat([cipher.update(payload), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64");
}

function unseal(key: Buffer, keyPath: string, versionName: string, text: string): Buffer {
  const bytes = Buffer.from(text, "base64");
  const tagStart = NONCE_BYTES;
  const start = NONCE_BYTES + TAG_BYTES;
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, tagStart))
      .setAAD(Buffer.from(versionName))
      .setAuthTag(bytes.subarray(tagStart, start));
    return Buffer.concat([decipher.update(bytes.subarray(start)), decipher.final()]);
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
