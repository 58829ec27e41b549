import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Fault } from "../../faults/fault.ts";
import type { PackConfig, RehearsalFacts } from "../../policies/pack-config.ts";
import type { PolicyPackUse } from "../engine/engine.ts";
import { type Project, STACK } from "../project.ts";

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

/** Where a team says how its stack differs from the rules' defaults: an entry per rule. */
export function stackPoliciesFile({ dir }: Pick<Project, "dir">): string {
  return join(dir, `policies.${STACK}.json`);
}

/**
 * The invariants that previews and updates are held to: the rules' defaults, what `policies.staging.json` says beside the settings,
 * and in a rehearsal its own registry and stand-in bases. Fails with the Fault `policies-invalid` for a file that is no JSON object.
 */
export async function policyPackOf(
  project: Project,
  { rehearsal, remediate }: PolicyPackArgs,
): Promise<PolicyPackUse & { config: PackConfig }> {
  const pack = packProgram(project);
  const ownFile = stackPoliciesFile(project);
  const own = existsSync(ownFile) ? parseConfig(await readFile(ownFile, "utf8"), ownFile) : undefined;
  if (!rehearsal && !remediate)
    return own ? { pack, configFile: ownFile, config: own } : { pack, config: {} };
  const { rehearsalConfig, remediatingConfig } = await import("../../policies/pack-config.ts");
  const allowed = merged(own ?? {}, rehearsal ? rehearsalConfig(rehearsal) : {});
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

function parseConfig(text: string, file: string): PackConfig {
  try {
    const config: unknown = JSON.parse(text);
    if (typeof config === "object" && config !== null && !Array.isArray(config)) return config as PackConfig;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new Fault({
    code: "policies-invalid",
    outcome: "usage",
    summary: `${file} is not a policy pack config.`,
    findings: [
      {
        path: file,
        expected: "a JSON object with an entry per rule",
        actual: "something else",
        example: '{ "memory-limit": { "memoryMiB": { "min": 512, "max": 1024 } } }',
      },
    ],
  });
}
