import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { foreignVariables } from "../../cli/target/gcloud-environment.ts";

const run = promisify(execFile);

/** Whether there is a gcloud on this machine's PATH. */
export const hasGcloud = spawnSync("gcloud", ["--version"]).status === 0;

/** Runs gcloud in the environment given, asking nothing; a failed run rejects with what it printed. */
export async function gcloud(environment: Record<string, string>, words: string[]): Promise<string> {
  const foreign = Object.fromEntries(foreignVariables(process.env).map((name) => [name, undefined]));
  const env = { ...process.env, ...foreign, ...environment, CLOUDSDK_CORE_DISABLE_PROMPTS: "1" };
  const { stdout } = await run("gcloud", words, { env });
  return stdout;
}
