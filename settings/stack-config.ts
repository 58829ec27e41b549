import * as pulumi from "@pulumi/pulumi";
import { Fault } from "../faults/fault.ts";
import { withoutNamespaces } from "./namespaces.ts";
import { parseConfig } from "./parse-config.ts";
import type { Settings } from "./settings.ts";

/**
 * The settings of the running stack, from the config that the engine hands over.
 *
 * @throws Fault `settings-encrypted` when a setting was written with `--secret`, else as {@link parseConfig}.
 */
export function readStackConfig(): Settings {
  const projectName = pulumi.getProject();
  const fileName = `Pulumi.${pulumi.getStack()}.yaml`;
  refuseEncrypted(projectName, fileName);
  const values = Object.entries(pulumi.runtime.allConfig()).map(([key, text]) => [key, decoded(text)]);
  return parseConfig(Object.fromEntries(values), { fileName, projectName });
}

/** Config arrives as text: maps and lists as JSON, scalars as they were written. */
function decoded(text: string): unknown {
  return /^[[{]/.test(text) ? JSON.parse(text) : text;
}

/** A decrypted setting would reach the state in the clear, as it is no longer known to be secret once parsed. */
function refuseEncrypted(projectName: string, fileName: string): void {
  const secretKeys = JSON.parse(process.env.PULUMI_CONFIG_SECRET_KEYS ?? "[]") as string[];
  const encrypted = Object.keys(
    withoutNamespaces(Object.fromEntries(secretKeys.map((key) => [key, true])), projectName),
  );
  if (encrypted.length === 0) return;
  throw new Fault({
    code: "settings-encrypted",
    outcome: "usage",
    summary: `${fileName} holds encrypted settings`,
    findings: encrypted.map((path) => ({
      path,
      expected: "settings in the clear, with secrets as references to Secret Manager",
      actual: "an encrypted value",
      example: '{ secret: netra-staging-jwt-secret, version: "1" }',
    })),
    next: "put the value into Secret Manager and refer to it under secrets",
  });
}
