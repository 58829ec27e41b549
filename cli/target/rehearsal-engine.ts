import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { Fault } from "../../faults/fault.ts";
import type { Engine } from "../engine/engine.ts";
import { type Project, STACK } from "../project.ts";

/** Nothing listens there, so a call to the outside is refused at once instead of waiting for a network that is not there. */
const REFUSING_PROXY = "http://127.0.0.1:9";
const LOOPBACK = "127.0.0.1,localhost";

/**
 * The environment in which the engine acts on the rehearsal. The proxy keeps the real gcp plugin, which asks the internet for
 * user info and regions when it starts, from waiting where there is none.
 */
export function rehearsalEnvironment(project: Project): Record<string, string> {
  return {
    PULUMI_HOME: project.pulumiHome,
    PULUMI_BACKEND_URL: `file://${project.stateDir}`,
    PULUMI_CONFIG_PASSPHRASE_FILE: project.passphraseFile,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_GCP_SKIP_REGION_VALIDATION: "true",
    HTTPS_PROXY: REFUSING_PROXY,
    NO_PROXY: LOOPBACK,
  };
}

/** Variables of the person's own that would point the engine elsewhere than at the rehearsal. */
const FOREIGN_VARIABLES = [
  "PULUMI_CONFIG_PASSPHRASE",
  "PULUMI_STACK",
  "GOOGLE_CREDENTIALS",
  "GOOGLE_OAUTH_ACCESS_TOKEN",
  "GOOGLE_APPLICATION_CREDENTIALS",
  "GOOGLE_PROJECT",
  "GOOGLE_REGION",
];

/** The engine on the rehearsal: own state, own settings, no way out of this machine. */
export function rehearsalEngine(project: Project, binary: string): Engine {
  const path = [dirname(binary), join(project.dir, "node_modules", ".bin"), process.env.PATH].join(delimiter);
  return {
    binary,
    cwd: project.dir,
    stack: STACK,
    env: {
      ...Object.fromEntries(FOREIGN_VARIABLES.map((name) => [name, undefined])),
      ...rehearsalEnvironment(project),
      PATH: path,
    },
    configFile: project.overlayFile,
    eventLogFile: join(project.rehearsalDir, "events.jsonl"),
    locksDir: join(project.stateDir, ".pulumi", "locks", "organization", "netra-backend", STACK),
  };
}

/** Makes the passphrase and the stack where there is none yet; takes milliseconds when all is there. */
export async function ensureRehearsalStack(project: Project, engine: Engine): Promise<void> {
  const { stateDir, rehearsalDir, passphraseFile } = project;
  await mkdir(stateDir, { recursive: true });
  if (!existsSync(passphraseFile)) {
    const { randomBytes } = await import("node:crypto");
    await writeFile(passphraseFile, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600 });
  }
  if (existsSync(join(stateDir, ".pulumi", "stacks", "netra-backend", `${STACK}.json`))) return;
  await initStack(engine, rehearsalDir);
}

/**
 * Runs from `.rehearsal/`, with a copy of Pulumi.yaml there: `stack init` writes the salt of its encryption into the settings
 * beside Pulumi.yaml, which must be the overlay, never the people's own file.
 */
async function initStack(engine: Engine, rehearsalDir: string): Promise<void> {
  await copyFile(join(engine.cwd, "Pulumi.yaml"), join(rehearsalDir, "Pulumi.yaml"));
  const { execa } = await import("execa");
  const args = [
    "stack",
    "init",
    engine.stack,
    "--secrets-provider",
    "passphrase",
    "--no-select",
    "--non-interactive",
  ];
  const result = await execa(engine.binary, args, {
    cwd: rehearsalDir,
    env: engine.env,
    reject: false,
    all: true,
  });
  if (!result.failed) return;
  throw new Fault({
    code: "stack-init-failed",
    outcome: "cloud",
    summary: `pulumi stack init failed (exit code ${result.exitCode}).`,
    evidence: result.all.trimEnd().split("\n").slice(-15),
    next: "stage doctor shows which engine is used",
  });
}

/** Writes the overlay, readable by its owner only: it holds the local cloud's token. */
export async function writeOverlay(
  project: Project,
  text: (formerOverlay: string | undefined) => string,
): Promise<void> {
  await mkdir(project.rehearsalDir, { recursive: true });
  const former = existsSync(project.overlayFile) ? await readFile(project.overlayFile, "utf8") : undefined;
  const next = text(former);
  if (next !== former) await writeFile(project.overlayFile, next, { mode: 0o600 });
}
