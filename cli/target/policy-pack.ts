import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { PackConfig, RehearsalFacts } from "../../policies/pack-config.ts";
import type { PolicyPackUse } from "../engine/engine.ts";
import type { Project } from "../project.ts";
import { readStackPolicies } from "./stack-policies.ts";

export interface PolicyPackArgs {
  /** What a rehearsal may do beyond staging; left out for staging itself. */
  rehearsal?: RehearsalFacts;
  /** Whether rules that have a safe fix are to apply it instead of refusing. */
  remediate: boolean;
}

/** The program that serves the pack; the engine starts it by itself, without a language host and its compiler. */
export function packProgram({ dir }: Pick<Project, "dir">): string {
  return join(dir, "policies", "serve.mjs");
}

/**
 * The invariants that previews and updates are held to: the rules' defaults, what `policies.staging.json` says beside the settings,
 * and in a rehearsal its own registry and stand-in bases. Fails with the Fault `policies-invalid`.
 */
export async function policyPackOf(
  project: Project,
  { rehearsal, remediate }: PolicyPackArgs,
): Promise<PolicyPackUse & { config: PackConfig }> {
  const pack = packProgram(project);
  const own = await readStackPolicies(project);
  if (!rehearsal && !remediate && !own) return { pack, config: {} };
  if (!rehearsal && !remediate && own?.asTheEngineReads)
    return { pack, configFile: own.file, config: own.config };
  const { rehearsalConfig, remediatingConfig } = await import("../../policies/pack-config.ts");
  const allowed = merged(own?.config ?? {}, rehearsal ? rehearsalConfig(rehearsal) : {});
  const config = remediate ? remediatingConfig(allowed) : allowed;
  const configFile = join(project.rehearsalDir, `policies${rehearsal ? "" : "-staging"}.json`);
  await mkdir(dirname(configFile), { recursive: true });
  await writeFile(configFile, `${JSON.stringify(config, null, 2)}\n`);
  return { pack, configFile, config };
}

function merged(base: PackConfig, over: PackConfig): PackConfig {
  const entries = Object.entries(over).map(([rule, values]) => [rule, { ...base[rule], ...values }] as const);
  return { ...base, ...Object.fromEntries(entries) };
}
