import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { stateKeySocket } from "../../rehearsal/index.ts";
import type { Project } from "../project.ts";

export interface StateEncryption {
  /** As `pulumi stack init --secrets-provider` takes it. */
  provider: string;
  /** What the engine is told it by. */
  environment: Record<string, string>;
}

/**
 * How the rehearsal's state is encrypted: with a key that the local cloud keeps and gives away as Vault does, since a passphrase
 * costs each start of the engine 0.2 s of CPU. With a passphrase where the rehearsal has one from before, or the project's path
 * is too long for a socket. https://www.pulumi.com/docs/iac/concepts/secrets/#available-encryption-providers
 */
export function stateEncryption({ dir, passphraseFile }: Project): StateEncryption {
  const socket = existsSync(passphraseFile) ? undefined : stateKeySocket(dir);
  return socket === undefined
    ? { provider: "passphrase", environment: { PULUMI_CONFIG_PASSPHRASE_FILE: passphraseFile } }
    : { provider: "hashivault://state", environment: { VAULT_SERVER_URL: `unix://${socket}` } };
}

/** A random one, readable by its owner only, where there is none yet. */
export async function makePassphrase({ passphraseFile }: Project): Promise<void> {
  if (existsSync(passphraseFile)) return;
  const { randomBytes } = await import("node:crypto");
  await writeFile(passphraseFile, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600 });
}
