import { isUtf8 } from "node:buffer";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { Fault, type Finding } from "../../faults/fault.ts";
import type { PackConfig } from "../../policies/pack-config.ts";
import { isMap } from "../../settings/is-map.ts";
import { type Project, STACK } from "../project.ts";

/** What a team says of how its stack differs from the rules' defaults. */
export interface StackPolicies {
  file: string;
  /** An entry per rule, Pulumi's short forms written out. */
  config: PackConfig;
  /** Whether the engine can read the file: it takes no mark before UTF-8, which some editors write. */
  asTheEngineReads: boolean;
}

/** Where a team says so: beside the settings, an entry per rule. */
function stackPoliciesFile({ dir }: Pick<Project, "dir">): string {
  return join(dir, `policies.${STACK}.json`);
}

/** Undefined where there is no such file. Fails with the Fault `policies-invalid` and every mistake that is in it. */
export async function readStackPolicies(project: Pick<Project, "dir">): Promise<StackPolicies | undefined> {
  const file = stackPoliciesFile(project);
  const text = await readText(file);
  if (text === undefined) return undefined;
  const unmarked = text.replace(/^\uFEFF/, "");
  const given = parseEntries(unmarked, file);
  const { checkConfig, plainConfig } = await import("../../policies/check-config.ts");
  const mistakes = checkConfig(given);
  if (mistakes.length > 0) throw mistaken(file, mistakes);
  return { file, config: plainConfig(given), asTheEngineReads: unmarked === text };
}

async function readText(file: string): Promise<string | undefined> {
  try {
    const bytes = await readFile(file);
    if (isUtf8(bytes)) return bytes.toString("utf8");
  } catch (cause) {
    const { code = String(cause) } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT") return undefined;
    throw notAConfig(file, "a file that can be read", code, cause);
  }
  throw notAConfig(file, "JSON in UTF-8", "other bytes");
}

function parseEntries(text: string, file: string): Record<string, unknown> {
  const config = parseJson(text, file);
  if (isMap(config)) return config;
  throw notAConfig(file, OBJECT, Array.isArray(config) ? "a list" : String(config));
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw notAConfig(file, OBJECT, error.message, error);
  }
}

const OBJECT = "a JSON object with an entry per rule";
const EXAMPLE = '{ "memory-limit": { "memoryMiB": { "min": 512, "max": 1024 } } }';

function notAConfig(file: string, expected: string, actual: string, cause?: unknown): Fault {
  const example = expected === OBJECT ? { example: EXAMPLE } : {};
  const findings = [{ path: file, expected, actual, ...example }];
  return invalid(`${file} is not a policy pack config.`, findings, cause);
}

function mistaken(file: string, findings: Finding[]): Fault {
  const count = findings.length === 1 ? "1 entry is" : `${findings.length} entries are`;
  return invalid(`${basename(file)}: ${count} wrong`, findings);
}

function invalid(summary: string, findings: Finding[], cause?: unknown): Fault {
  return new Fault({
    code: "policies-invalid",
    outcome: "usage",
    summary,
    findings,
    next: "correct it; every rule and what it reads is in docs/policies.md",
    cause,
  });
}
