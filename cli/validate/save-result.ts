import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ValidationResult } from "../../validation/result.ts";
import type { Target } from "../target/target.ts";
import type { VerbContext } from "../verb.ts";

/**
 * Keeps the last result of a service, as `--json` prints it, for reports: `.rehearsal/validation/staging-backend.json`, or
 * `rehearsal-backend.json`.
 */
export async function saveResult(
  result: ValidationResult,
  { kind }: Pick<Target, "kind">,
  { project }: Pick<VerbContext, "project">,
): Promise<string> {
  const folder = join(project.rehearsalDir, "validation");
  return writeResult(result, folder, `${kind}-${result.meta.key}.json`);
}

/** Writes a result into a folder that need not be there yet, and gives the file's path. */
export async function writeResult(result: ValidationResult, folder: string, name: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, name);
  await writeFile(file, `${JSON.stringify(result, null, 2)}\n`);
  return file;
}
