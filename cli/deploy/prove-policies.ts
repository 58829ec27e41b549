import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { runEngine } from "../engine/run-engine.ts";
import type { Steps } from "../steps.ts";
import type { DeployTarget } from "../target/target.ts";
import type { VerbContext } from "../verb.ts";
import { runOptions } from "./run-options.ts";

/**
 * Has the policies judge the whole stack before anything of it is touched. An update asks the rules about a resource right before
 * it touches it, and the rules across resources when all is done: too late for either to keep the cloud as it was. So a preview comes
 * first, unless the policies passed one of the same settings, program and rules already.
 *
 * Fails with the Fault `policy-violated` (exit code 3); nothing has been touched then.
 */
export async function provePolicies(
  target: DeployTarget,
  targets: string[],
  context: VerbContext,
  steps: Steps,
): Promise<void> {
  if (!target.engine.policies || context.options.plan) return;
  const file = proofFile(target, context);
  const proof = proofOf(target, targets, context);
  if ((await readProof(file)) === proof) return;
  await steps.run("Ask the policies", async (voice) => {
    const { onOutput, interrupt } = runOptions(context, voice);
    const { failure } = await runEngine(target.engine, "preview", {
      interrupt,
      targets,
      onOutput,
      onProgress: () => undefined,
    });
    if (failure) throw failure;
  });
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, proof);
}

/** Forgets what was proved: the update has found something that the preview could not know. */
export async function forgetProof(target: DeployTarget, context: VerbContext): Promise<void> {
  await rm(proofFile(target, context), { force: true });
}

/** Everything that decides what rules see in a preview, beside what nobody knows before the update. */
const PROGRAM = ["index.ts", "Pulumi.yaml", "package-lock.json"];
const ROOMS = ["components", "settings", "traffic", "policies"];

function proofOf({ engine, settings }: DeployTarget, targets: string[], { project }: VerbContext): string {
  const { dir, settingsFile } = project;
  const { configFile } = engine.policies ?? {};
  const dockerfiles = Object.values(settings.services).map(({ image }) =>
    join(dir, image.context, image.dockerfile),
  );
  const files = [
    engine.configFile ?? settingsFile,
    ...(configFile ? [configFile] : []),
    ...PROGRAM.map((name) => join(dir, name)),
    ...ROOMS.flatMap((room) => sourcesOf(join(dir, room))),
    ...dockerfiles,
  ];
  const hash = createHash("sha256").update(targets.join("\n"));
  for (const file of files) hash.update(`\n${file}\n`).update(readFileSync(file));
  return hash.digest("hex");
}

function sourcesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
}

function proofFile({ kind }: DeployTarget, { project }: VerbContext): string {
  return join(project.rehearsalDir, `policies-proved-${kind}`);
}

async function readProof(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
