import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Fault } from "../../faults/fault.ts";
import type { Engine } from "../engine/engine.ts";
import { type Project, STACK } from "../project.ts";
import { tokenIsInTheClear } from "./overlay.ts";
import { makePassphrase, stateEncryption } from "./state-encryption.ts";

/**
 * Writes the overlay and makes the stack where there is none yet. The local cloud's token is in the overlay
 * encrypted, so that state keeps it encrypted too; the file is for its owner only all the same. With everything in place it
 * takes milliseconds.
 */
export async function ensureRehearsalStack(
  project: Project,
  engine: Engine,
  accessToken: string,
  overlay: (formerOverlay: string | undefined) => string,
): Promise<void> {
  await mkdir(project.stateDir, { recursive: true });
  const { provider } = stateEncryption(project);
  if (provider === "passphrase") await makePassphrase(project);
  const text = await writeOverlay(project, overlay);
  if (!existsSync(stackFile(project))) await initStack(engine, project.rehearsalDir, provider);
  if (tokenIsInTheClear(text)) await encryptToken(engine, project.overlayFile, accessToken);
}

/** Whether the rehearsal's state holds anything to destroy; read from the file backend's checkpoint. */
export async function hasResources(project: Project): Promise<boolean> {
  const file = stackFile(project);
  if (!existsSync(file)) return false;
  const { checkpoint } = JSON.parse(await readFile(file, "utf8"));
  return (checkpoint?.latest?.resources ?? []).length > 0;
}

/** Where the file backend keeps the stack. */
function stackFile({ stateDir }: Project): string {
  return join(stateDir, ".pulumi", "stacks", "netra-backend", `${STACK}.json`);
}

async function writeOverlay(
  { overlayFile }: Project,
  overlay: (formerOverlay: string | undefined) => string,
): Promise<string> {
  const former = existsSync(overlayFile) ? await readFile(overlayFile, "utf8") : undefined;
  const text = overlay(former);
  if (text !== former) await writeFile(overlayFile, text, { mode: 0o600 });
  return text;
}

/**
 * Runs from `.rehearsal/`, with a copy of Pulumi.yaml there: `stack init` writes how it encrypts into the settings
 * beside Pulumi.yaml, which must be the overlay, never the people's own file.
 */
async function initStack(engine: Engine, rehearsalDir: string, provider: string): Promise<void> {
  await copyFile(join(engine.cwd, "Pulumi.yaml"), join(rehearsalDir, "Pulumi.yaml"));
  const args = ["stack", "init", engine.stack, "--secrets-provider", provider, "--no-select"];
  await runPulumi(engine, args, { cwd: rehearsalDir });
}

/** The token goes over stdin: a command line can be read by everybody on the machine. */
async function encryptToken(engine: Engine, overlayFile: string, accessToken: string): Promise<void> {
  const args = [
    "config",
    "set",
    "gcp:accessToken",
    "--secret",
    "--stack",
    engine.stack,
    "--config-file",
    overlayFile,
  ];
  await runPulumi(engine, args, { cwd: engine.cwd, input: accessToken });
}

async function runPulumi(
  engine: Engine,
  args: string[],
  options: { cwd: string; input?: string },
): Promise<void> {
  const { execa } = await import("execa");
  const result = await execa(engine.binary, [...args, "--non-interactive"], {
    ...options,
    env: engine.env,
    reject: false,
    all: true,
  });
  if (!result.failed) return;
  throw new Fault({
    code: "stack-not-prepared",
    outcome: "cloud",
    summary: `pulumi ${args.slice(0, 2).join(" ")} failed (exit code ${result.exitCode}).`,
    evidence: result.all.trimEnd().split("\n").slice(-15),
    next: "stage doctor shows which engine is used",
  });
}
